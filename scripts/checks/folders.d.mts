export function crowdedFolders(files: readonly string[]): string[];
export function checkFolders(): boolean;
