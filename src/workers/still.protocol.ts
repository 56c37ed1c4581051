/**
 * Messages between `still.client.ts` and `still.worker.ts`, and the types both sides share. Every request carries an
 * `id`; the worker answers each with exactly one `done` or `failed`. One run at a time.
 */

import type { ImpastoErrorCode } from '../shared/errors';
import type { RgbaPicture } from '../shared/picture';
import type { Backend, BackendChoice, EngineMemory, Refusal } from './engine.protocol';
import type { StillJob } from './still/still-job';
import type { StillProgress, StillResult } from './still/still-run';

export type { StillJob } from './still/still-job';
export type { StillProgress, StillResult } from './still/still-run';

/** Which backend optimises, why not a faster one, and on which loss network. */
export type StillInfo = {
  readonly backend: Backend;
  readonly tried: readonly Refusal[];
  /** `impasto` or `vgg-19`. */
  readonly network: string;
};

/** Requests by kind, with what each resolves to. */
export type StillCalls = {
  /** `lossNetwork`: verified safetensors bytes, ours or a VGG-19. */
  open: {
    request: { readonly lossNetwork: ArrayBuffer; readonly backend: BackendChoice };
    result: StillInfo;
  };
  start: {
    request: {
      readonly job: StillJob;
      /** What `saveState` gave: go on from there. */
      readonly state: ArrayBuffer | null;
      /** ms between previews. */
      readonly previewMs: number;
    };
    result: StillResult;
  };
  pause: { request: object; result: null };
  resume: { request: object; result: null };
  /** Ends the run; `start` then resolves with what there is. */
  keep: { request: object; result: null };
  /** Ends the run; `start` then fails as cancelled. Resolves when everything is freed. */
  cancel: { request: object; result: null };
  /** The run's state as a file, between two iterations; null when no run has begun. */
  saveState: { request: object; result: ArrayBuffer | null };
  memory: { request: object; result: EngineMemory };
};

export type StillCall = keyof StillCalls;

/** A request on the wire. */
export type StillRequest = {
  [K in StillCall]: { readonly id: number; readonly call: K } & StillCalls[K]['request'];
}[StillCall];

/** An error on the wire: classes do not survive `postMessage`. `cancelled` becomes an AbortError. */
export type StillWireError = { readonly code: ImpastoErrorCode | 'cancelled'; readonly message: string };

/** An answer, or news of the run at hand, on the wire. */
export type StillReply =
  | { readonly kind: 'done'; readonly id: number; readonly result: StillCalls[StillCall]['result'] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: StillWireError }
  | { readonly kind: 'progress'; readonly progress: StillProgress }
  | { readonly kind: 'preview'; readonly picture: RgbaPicture };
