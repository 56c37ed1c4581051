/**
 * When an encoder is given up: Chromium's neither goes on nor fails when the GPU process that held its frames has crashed.
 */
import { delay } from '../../../shared/async/abort';

/** An encoder that takes longer over a frame will not answer any more, ms. */
const longestEncode = 8000;
/** How often that is looked at, ms. */
const lookMs = 100;

/** @param since when the frame was given to the encoder, as `performance.now()`; null while there is none */
export function isStuck(since: number | null): boolean {
  return since !== null && performance.now() - since > longestEncode;
}

/** Rejects when a frame has been in the encoder for too long, now or later. @throws AbortError when `signal` aborts. */
export async function answersNoMore(since: () => number | null, signal: AbortSignal): Promise<never> {
  while (!isStuck(since())) await delay(lookMs, signal);
  throw new Error('The encoder does not answer any more.');
}
