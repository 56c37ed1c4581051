/**
 * Messages of the segment worker, which tells people from what is behind them. The window opens it and connects engines
 * (`SegmentCalls`); an engine asks for masks on its `MessagePort` and gets one `MaskReply` for each `MaskRequest`.
 */
import type { Rect } from '../../shared/picture';
import type { PersonMask } from '../networks/types';

/** Calls from the window. */
export interface SegmentCalls {
  /** Loads network and runtime. */
  open: { request: object; result: null };
  /** Answers an engine's requests from now on. */
  connect: { request: { readonly port: MessagePort }; result: null };
}

/** From the engine. The frame is transferred; the worker closes it. */
export interface MaskRequest {
  readonly id: number;
  readonly frame: VideoFrame | ImageBitmap;
  /** Part of the frame that is looked at, px of the frame. */
  readonly crop: Rect;
  /** Width by height of that part as it is shown; the frame may have been squeezed. */
  readonly aspect: number;
  readonly mirror: boolean;
  /** `cut` begins a new scene; `alone` is a picture that has nothing to do with the frames. */
  readonly kind: 'next' | 'cut' | 'alone';
}

/** To the engine; null when the network failed. */
export interface MaskReply {
  readonly id: number;
  readonly mask: PersonMask | null;
}
