/** Chooses what paints for the command line, and says so in one line. */

import { messageOf } from '../../shared/errors';
import type { ModelFiles } from '../../workers/networks/types';
import { findGpu } from '../gpu/find-gpu';
import { GpuPainter } from './gpu-painter';
import type { Painter } from './painter';
import { RescuedPainter } from './rescued-painter';
import { WasmPainter } from './wasm-painter';

/** Values of `--engine`. `auto` takes a GPU where there is one that is more than the processor in disguise. */
export const engineChoices = ['auto', 'webgpu', 'wasm'] as const;
export type EngineChoice = (typeof engineChoices)[number];

/**
 * @param onLine gets what paints, and later that the GPU was lost
 * @returns the caller disposes of it
 * @throws ImpastoError `no-backend`, `engine-failed`: only when `webgpu` was asked for; `model-format`.
 */
export async function openPainter(
  choice: EngineChoice,
  models: ModelFiles,
  onLine: (line: string) => void,
): Promise<Painter> {
  const processor = await WasmPainter.create(models);
  const onProcessor = (reason?: string): Painter => {
    onLine(`Painting on ${processor.name}${reason === undefined ? '' : `: ${reason}`}.`);
    return processor;
  };
  const onGpu = async (): Promise<GpuPainter> => {
    const gpu = await GpuPainter.create(models, processor);
    onLine(`Painting on ${gpu.name}.`);
    return gpu;
  };
  try {
    switch (choice) {
      case 'wasm':
        return onProcessor();
      case 'webgpu': {
        const gpu = await onGpu();
        return new RescuedPainter(gpu, processor, null);
      }
      case 'auto': {
        const found = await findGpu();
        if (found.kind === 'none') return onProcessor(sentence(found.reason));
        if (found.kind === 'software')
          return onProcessor(
            `${found.name} is drawn by the processor, “--engine webgpu” takes it all the same`,
          );
        try {
          return new RescuedPainter(await onGpu(), processor, (reason) =>
            onLine(`${sentence(reason)}: painting goes on on ${processor.name}.`),
          );
        } catch (error) {
          return onProcessor(`the GPU ${found.name} is not used: ${sentence(messageOf(error))}`);
        }
      }
    }
  } catch (error) {
    processor.dispose();
    throw error;
  }
}

/** Without what ends it: another part follows. */
function sentence(text: string): string {
  return text
    .split('\n', 1)
    .join('')
    .trim()
    .replace(/[.:]+$/, '');
}
