/**
 * The network that finds people, and TensorFlow Lite compiled to wasm (SIMD) that runs it, both as the package
 * `@twilio/video-processors` ships them (BSD-3-Clause). The network is MediaPipe Selfie Segmentation, landscape
 * (Google, Apache-2.0). The build copies both into `assets/`; they are fetched when first used, and checked.
 */
import networkUrl from '@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite?url';
import runtimeUrl from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm?url';
import { ImpastoError, messageOf } from '../../shared/errors';
import { sha256 } from '../../shared/files/sha256';

interface PinnedFile {
  readonly name: string;
  readonly url: string;
  /** Hexadecimal SHA-256: another file under this name is refused. */
  readonly sha256: string;
}

export const segmentationNetwork: PinnedFile = {
  name: 'The network that finds people',
  url: networkUrl,
  sha256: '490e9ea734313e0de10fa0cd9e3c6133e36ea4db2b7a49bde9ef019f72796b8e',
};

export const segmentationRuntime: PinnedFile = {
  name: 'The runtime that finds people',
  url: runtimeUrl,
  sha256: '28813f8fdd8ca46e405b4473dcaf8e783f8028b845e30fdc9eee815118a76953',
};

/** @throws ImpastoError `model-download` without the file, `model-corrupt` when it is another. */
export async function fetchPinned({ name, url, sha256: hash }: PinnedFile): Promise<ArrayBuffer> {
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    bytes = await response.arrayBuffer();
  } catch (cause) {
    throw new ImpastoError('model-download', `${name} could not be fetched: ${messageOf(cause)}`, { cause });
  }
  if ((await sha256(bytes)) !== hash)
    throw new ImpastoError('model-corrupt', `${name} is not the file it should be.`);
  return bytes;
}
