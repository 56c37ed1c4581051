/** A run's job on disk: a safetensors file of its pictures, what is said of them in its metadata. Pure. */

import type { RgbaPicture } from '../../../shared/picture';
import { parseSafetensors } from '../../networks/files/safetensors';
import type { TensorFile } from '../../networks/files/safetensors';
import { writeSafetensors } from '../../networks/files/write-safetensors';
import type { WritableTensor } from '../../networks/files/write-safetensors';
import type { StyledPart } from '../../networks/pixels/styled-area';
import { styledAreas } from '../../networks/types';
import type { HqJob } from '../job/hq-job';
import { checkSettings } from '../settings';
import type { HqSettings } from '../settings';

export interface SavedJob {
  readonly job: HqJob;
  readonly note: string;
}

function pictureTensor({ data, width, height }: RgbaPicture): WritableTensor {
  return { shape: [height, width, 4], data };
}

function readPicture(file: TensorFile, name: string): RgbaPicture | undefined {
  const tensor = file.tensors.get(name);
  if (!tensor) return undefined;
  const [height = 0, width = 0] = tensor.shape;
  if (tensor.dtype !== 'U8') throw new Error(`${name} is no picture`);
  return { data: Uint8ClampedArray.from(tensor.data), width, height };
}

function readPart(file: TensorFile): StyledPart | undefined {
  const tensor = file.tensors.get('mask');
  const area = styledAreas.find((name) => name === file.metadata['area']);
  if (!tensor || !area) return undefined;
  const [height = 0, width = 0] = tensor.shape;
  if (tensor.dtype !== 'U8') throw new Error('the mask is no picture');
  return { mask: { data: Uint8Array.from(tensor.data), width, height }, area };
}

export function encodeJob({ job, note }: SavedJob): ArrayBuffer {
  const { content, styles, start, guide, part, settings, memoryBytes } = job;
  const tensors: [string, WritableTensor][] = [['content', pictureTensor(content)]];
  styles.forEach(({ picture }, i) => tensors.push([`style.${i}`, pictureTensor(picture)]));
  if (start) tensors.push(['start', pictureTensor(start)]);
  if (part) tensors.push(['mask', { shape: [part.mask.height, part.mask.width], data: part.mask.data }]);
  if (guide) tensors.push(['guide', pictureTensor(guide)]);
  return writeSafetensors(tensors, {
    note,
    settings: JSON.stringify(settings),
    weights: JSON.stringify(styles.map(({ weight }) => weight)),
    ...(part && { area: part.area }),
    ...(memoryBytes !== undefined && { memoryBytes: `${memoryBytes}` }),
  });
}

export function decodeJob(buffer: ArrayBuffer): SavedJob {
  const file = parseSafetensors(buffer, 'The saved run');
  const content = readPicture(file, 'content');
  if (!content) throw new Error('it has no content');
  const weights = JSON.parse(file.metadata['weights'] ?? '') as number[];
  const styles = weights.map((weight, i) => {
    const picture = readPicture(file, `style.${i}`);
    if (!picture) throw new Error('a style is missing');
    return { picture, weight };
  });
  const settings = JSON.parse(file.metadata['settings'] ?? '') as HqSettings;
  checkSettings(settings);
  const start = readPicture(file, 'start');
  const guide = readPicture(file, 'guide');
  const part = readPart(file);
  const memory = file.metadata['memoryBytes'];
  const job: HqJob = {
    content,
    styles,
    settings,
    ...(start && { start }),
    ...(guide && { guide }),
    ...(part && { part }),
    ...(memory !== undefined && { memoryBytes: Number(memory) }),
  };
  return { job, note: file.metadata['note'] ?? '' };
}
