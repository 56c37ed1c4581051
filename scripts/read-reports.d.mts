export interface Result {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly string[];
  readonly flaky?: readonly string[];
}
export function readVitest(text: string): Result;
export function readPlaywright(text: string): Result;
export function readPytest(text: string): Result;
