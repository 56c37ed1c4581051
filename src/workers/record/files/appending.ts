/** A take whose encoded bytes come from the window's `MediaRecorder`, piece by piece. Owns the file until `stop()`. */
import { isImpastoError, messageOf } from '../../../shared/errors';
import type { RecordEvent } from '../record.protocol';
import { TakeFile } from './take-file';

export class Appending {
  readonly #file: TakeFile;
  readonly #send: (event: RecordEvent) => void;
  #failed = false;

  private constructor(file: TakeFile, send: (event: RecordEvent) => void) {
    this.#file = file;
    this.#send = send;
  }

  /** @throws ImpastoError `storage`. */
  static async start(fileName: string, send: (event: RecordEvent) => void): Promise<Appending> {
    return new Appending(await TakeFile.create(fileName, 'growing'), send);
  }

  get fileName(): string {
    return this.#file.fileName;
  }

  append(bytes: ArrayBuffer): void {
    if (this.#failed) return;
    try {
      this.#file.write(new Uint8Array(bytes), this.#file.size);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What could be stored is kept. */
  async stop(): Promise<void> {
    try {
      await this.#file.flush();
    } catch (error) {
      this.#fail(error);
    }
    this.#file.close();
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#send({ kind: 'failed', full: isImpastoError(error, 'storage-full'), message: messageOf(error) });
  }
}
