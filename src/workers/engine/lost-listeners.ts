import type { ImpastoError } from '../../shared/errors';

/** Who is told that device, context or worker is lost, also when that was before. */
export class LostListeners {
  readonly #listeners = new Set<(error: ImpastoError) => void>();
  #lost: ImpastoError | null = null;

  listen(listener: (error: ImpastoError) => void): () => void {
    const lost = this.#lost;
    if (lost) queueMicrotask(() => listener(lost));
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(error: ImpastoError): void {
    this.#lost = error;
    const listeners = [...this.#listeners];
    this.forget();
    for (const listener of listeners) listener(error);
  }

  forget(): void {
    this.#listeners.clear();
  }
}
