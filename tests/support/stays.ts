/** That nothing happens can only be seen by waiting: named here, so that no other test waits for a fixed time. */

/**
 * Reads a value for `ms`, and once more at the end.
 * @returns all that was read, once each, in order: one value when it stayed.
 */
export async function readingsOf<T>(read: () => T | Promise<T>, ms: number): Promise<T[]> {
  const readings: T[] = [];
  for (const end = performance.now() + ms; ;) {
    const value = await read();
    if (!readings.includes(value)) readings.push(value);
    if (performance.now() > end) return readings;
    await new Promise((resolve) => setTimeout(resolve, Math.min(50, ms)));
  }
}
