/**
 * Writes a take that is made, not recorded: a growing file first, then its seekable copy. Nothing is left behind when
 * that fails.
 */
import { Output } from 'mediabunny';
import { finishTake } from '../record/files/finish';
import { removeTakeFile, TakeFile } from '../record/files/take-file';
import { growingFormat } from '../record/files/take-format';
import type { TakeFormat } from '../record/files/take-format';
import type { FinishedTake } from '../record/record.protocol';

/**
 * @param name file name without ending
 * @param fill adds the tracks and all that is in them, and finalises the output. `failed` rejects when a piece could
 *   not be written: nothing that is added from then on is kept
 * @param onSaving share of the seekable copy that is written, 0..1
 * @throws ImpastoError `storage`, `storage-full`, and what `fill` throws.
 */
export async function writeTake(
  name: string,
  format: TakeFormat,
  fill: (output: Output, failed: Promise<never>) => Promise<void>,
  onSaving: (progress: number) => void,
): Promise<FinishedTake> {
  const target = await TakeFile.create(`${name}.part.${format.container}`, 'growing');
  try {
    const failed = Promise.withResolvers<never>();
    // Whoever waits for a piece hears of it; nobody may be waiting.
    failed.promise.catch(() => undefined);
    const output = new Output({ format: growingFormat(format), target: target.target(failed.reject) });
    try {
      await fill(output, failed.promise);
    } catch (error) {
      await output.cancel().catch(() => undefined);
      throw error;
    }
    await target.flush();
    target.close();
    return await finishTake(target.fileName, 0, onSaving);
  } catch (error) {
    target.close();
    await removeTakeFile(target.fileName);
    throw error;
  }
}
