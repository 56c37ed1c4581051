export function entryFaults(files: ReadonlyMap<string, string>): Promise<string[]>;
