/** A promise that is made when it is first asked for, and made anew when the one before failed. */
export class Retried<T> {
  readonly #make: () => Promise<T>;
  #made: Promise<T> | null = null;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** @throws what making it throws. */
  async get(): Promise<T> {
    const made = (this.#made ??= this.#make());
    try {
      return await made;
    } catch (error) {
      if (this.#made === made) this.#made = null;
      throw error;
    }
  }
}
