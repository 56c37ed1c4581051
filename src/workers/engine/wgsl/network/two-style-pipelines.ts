/** The pipelines of looks with two styles, compiled when the first such look comes. Nothing in them is to be freed. */
import { ImpastoError, messageOf } from '../../../../shared/errors';
import type { KernelStyle } from '../kernels/source';
import { compileBlending } from './layer-pipelines';
import type { BlendingPipelines } from './layer-pipelines';

export class TwoStylePipelines {
  readonly #compile: () => Promise<BlendingPipelines>;
  #compiling: Promise<BlendingPipelines> | undefined;
  #ready: BlendingPipelines | undefined;
  #refusal: ImpastoError | undefined;

  constructor(device: GPUDevice, style: KernelStyle) {
    this.#compile = () => compileBlending(device, style);
  }

  /** Undefined until they are compiled. @throws ImpastoError `engine-failed` when the driver refused one. */
  get ready(): BlendingPipelines | undefined {
    if (this.#refusal) throw this.#refusal;
    return this.#ready;
  }

  /** Compiles them, once. @throws as `ready`. */
  compile(): Promise<BlendingPipelines> {
    this.#compiling ??= this.#compile().then(
      (layers) => (this.#ready = layers),
      (cause: unknown) => {
        this.#refusal =
          cause instanceof ImpastoError
            ? cause
            : new ImpastoError('engine-failed', `Two styles cannot be drawn here: ${messageOf(cause)}`, {
                cause,
              });
        throw this.#refusal;
      },
    );
    return this.#compiling;
  }
}
