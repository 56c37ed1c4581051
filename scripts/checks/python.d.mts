export function pythonFaults(files: ReadonlyMap<string, string>): string[];
