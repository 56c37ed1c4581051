/** A page in which functions can be run: Playwright's, or that of the engines Playwright does not drive here. */
export interface Evaluates {
  evaluate<R>(body: () => R | Promise<R>): Promise<R>;
  /** @param body must not use anything from outside of itself @param arg plain data */
  evaluate<R, A>(body: (arg: A) => R | Promise<R>, arg: A): Promise<R>;
}
