/** Parts of the app that are loaded when first wanted, and were not there: offline before all is kept. */

/** True for the error of an `import()` whose file could not be fetched; each browser words it its own way. */
export function isMissingPart(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|importing a module script failed|unable to preload/i.test(error.message)
  );
}
