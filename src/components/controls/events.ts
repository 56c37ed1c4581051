/** The events elements send upwards, in one typed map. All bubble and cross shadow roots; only `impasto-app` acts. */
import type { Keyframe } from '../../pipeline/api/convert-state';
import type { FileType, PresetName, HqSettings } from '../../pipeline/api/hq-state';
import type { MixPart } from '../../pipeline/api/styles-api';
import type { BrushSpot, BrushTool, SecondPlace } from '../../pipeline/api/two-styles-api';
import type { Settings } from '../../pipeline/api/session-state';
import type { LoopFormat } from '../../pipeline/api/takes-api';

export type SharingRequest = 'pack-save' | 'pack-open' | 'picture-copy' | 'picture-paste' | 'link-copy';

export interface ImpastoEvents {
  /** A style was chosen. */
  'style-choose': { readonly id: string };
  /** An own style is to be removed. */
  'style-remove': { readonly id: string };
  'style-favourite': { readonly id: string; readonly on: boolean };
  /** A style moves before another one in the order, or to the end. */
  'style-move': { readonly id: string; readonly before: string | null };
  /** A look by chance: one style, or a mix. */
  'look-surprise': { readonly what: 'style' | 'mix' };
  /** Back to the look before. */
  'look-undo': undefined;
  'mix-open': undefined;
  /** Two styles in one picture, or one. */
  'two-set': { readonly on: boolean };
  'two-take': { readonly which: 'first' | 'second' };
  'two-swap': undefined;
  /** The second style is to be elsewhere. */
  'two-place': Partial<SecondPlace>;
  'mix-change': { readonly parts: readonly MixPart[] };
  /** All styles are wanted: the browser. */
  'styles-open': undefined;
  /** The person wants to pick a style from a file. */
  'style-open': undefined;
  /** The current frame is to become a style. */
  'style-snapshot': undefined;
  /** A picture was dropped or pasted to be a style. */
  'style-file': { readonly file: File };
  /** The person wants to pick a video or picture as content. */
  'content-open': undefined;
  /** A file was dropped or pasted to be the content. */
  'content-file': { readonly file: File };
  /** The camera is wanted: this one, or the last one used when empty. */
  'camera-open': { readonly deviceId: string };
  'camera-flip': undefined;
  'playback-toggle': undefined;
  /** Try again what failed. */
  'retry-request': undefined;
  'settings-open': undefined;
  'help-open': undefined;
  'mirror-open': undefined;
  'mirror-close': undefined;
  /** A photo is taken: the picture is to light up. */
  'mirror-flash': undefined;
  /** Strength of the style, 0..1. */
  'strength-change': { readonly strength: number };
  'still-request': undefined;
  'record-start': undefined;
  'record-stop': undefined;
  'record-pause': undefined;
  'record-resume': undefined;
  /** Record with the microphone, or without. */
  'sound-change': { readonly on: boolean };
  /** Pass gently to another look while recording, or at once. */
  'glide-change': { readonly on: boolean };
  'takes-open': undefined;
  'take-rename': { readonly id: string; readonly name: string };
  'take-save': { readonly id: string };
  'take-share': { readonly id: string };
  /** Make a repeating picture of a recording from `start` (s) on. */
  'take-loop': { readonly id: string; readonly start: number; readonly format: LoopFormat };
  'take-remove': { readonly id: string };
  /** A recording that was cut off is to be saved. */
  'take-recover': { readonly id: string };
  'take-discard': { readonly id: string };
  /** A video is to be converted: the source itself, or one that is picked. */
  'convert-open': { readonly what: 'source' | 'pick' };
  /** The automation of a conversion: all its points. */
  'keyframes-change': { readonly keyframes: readonly Keyframe[] };
  'convert-start': undefined;
  'convert-cancel': undefined;
  /** Show this take large. */
  'take-open': { readonly id: string };
  /** The original is (not) to be shown in place of the styled picture. */
  'compare-change': { readonly comparing: boolean };
  /** The picture is dragged sideways: share of its width, positive towards the next style. */
  'style-swipe': { readonly offset: number };
  /** It was let go, at `speed` CSS px per ms, or the drag was taken back. */
  'style-swipe-end': { readonly offset: number; readonly speed: number; readonly cancelled: boolean };
  /** The zoom is to change by this factor. */
  'zoom-change': { readonly scale: number };
  'torch-change': { readonly on: boolean };
  /** The picture is to float above other windows, or to come back. */
  'pip-toggle': undefined;
  /** Size of the stage, CSS px. */
  'stage-resize': { readonly width: number; readonly height: number };
  /** One setting was changed. */
  'settings-change': Partial<Settings>;
  /** The line of the split view was moved; the share of the picture's width that shows the camera, 0..1. */
  'split-change': { readonly at: number };
  /** Value of `impasto-slider`, 0..1. */
  'slider-change': { readonly value: number };
  /** State of `impasto-switch`. */
  'switch-change': { readonly on: boolean };
  /** A value of `impasto-choice`. */
  'choice-change': { readonly value: string };
  /** A value of `impasto-number`. */
  'number-change': { readonly value: number };
  /** An HQ still of the current frame is wanted. */
  'hq-open': undefined;
  'hq-close': undefined;
  'hq-preset': { readonly preset: PresetName };
  'hq-settings': Partial<HqSettings>;
  'hq-full-size': { readonly fullSize: boolean };
  /** A stroke of the brush begins, goes on, ends; one is taken back; all of them are cleared. */
  'brush-begin': { readonly tool: BrushTool; readonly spot: BrushSpot };
  'brush-to': { readonly spots: readonly BrushSpot[] };
  'brush-end': undefined;
  'brush-undo': undefined;
  'brush-clear': undefined;
  /** The live picture's other style is wanted, or not. */
  'hq-other': { readonly on: boolean };
  /** A loss network by file or address; null is ours. */
  'hq-network': { readonly source: File | string | null };
  'hq-film': undefined;
  'hq-file-type': { readonly type: FileType };
  /** Share of a style in a mix; 0 takes it out. */
  'style-weight': { readonly id: string; readonly weight: number };
  /** Something is to go out of the app, or come into it. */
  'sharing-request': { readonly what: SharingRequest };
  /** Index of the item of `impasto-menu` that was chosen. */
  'menu-choose': { readonly index: number };
}

export type ImpastoEvent<K extends keyof ImpastoEvents> = CustomEvent<ImpastoEvents[K]>;

/** Sends a typed event from `target`. */
export function emit<K extends keyof ImpastoEvents>(
  target: EventTarget,
  type: K,
  ...detail: ImpastoEvents[K] extends undefined ? [] : [ImpastoEvents[K]]
): void {
  target.dispatchEvent(new CustomEvent(type, { detail: detail[0], bubbles: true, composed: true }));
}
