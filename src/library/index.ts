/**
 * `impasto`: the style engine. Imports no tfjs: that lies in the worker's own files and is fetched by it, one backend at a
 * time. The element is `impasto/element`, the class in the shape of `@magenta/image` is `impasto/magenta`.
 * @packageDocumentation
 */

export type { Backend, BackendChoice, ModelFiles, StyleCode, WeightedStyle } from '../workers/networks/types';
export { createStyleEngine } from './create-style-engine';
export type { StartProgress, StyleEngineOptions } from './create-style-engine';
export { defaultPictureOptions } from './style-engine';
export type { StyleEngine, PictureOptions, PresentOptions, StyleLook, StylizeOptions } from './style-engine';
export type { FrameInput, PictureInput } from './pictures';
export { ImpastoError, isImpastoError } from '../shared/errors';
export type { ImpastoErrorCode } from '../shared/errors';
export type { Size } from '../shared/picture';
export type { EngineInfo, EngineProgress, Presented } from '../workers/engine/engine.protocol';
