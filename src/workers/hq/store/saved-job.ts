/** A run's job on disk: a safetensors file of its pictures, what is said of them in its metadata. Pure. */

import type { RgbaPicture } from '../../../shared/picture';
import { parseSafetensors } from '../../networks/files/safetensors';
import type { TensorFile } from '../../networks/files/safetensors';
import { writeSafetensors } from '../../networks/files/write-safetensors';
import type { WritableTensor } from '../../networks/files/write-safetensors';
import type { StyledPart } from '../../networks/pixels/styled-area';
import { styledAreas } from '../../networks/types';
import type { StyleMask } from '../../networks/types';
import type { HqJob, HqJobSecond, HqJobStyle } from '../job/hq-job';
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

function readMask(file: TensorFile, name: string): StyleMask | undefined {
  const tensor = file.tensors.get(name);
  if (!tensor) return undefined;
  const [height = 0, width = 0] = tensor.shape;
  if (tensor.dtype !== 'U8') throw new Error(`${name} is no picture`);
  return { data: Uint8Array.from(tensor.data), width, height };
}

function readPart(file: TensorFile): StyledPart | undefined {
  const mask = readMask(file, 'mask');
  const area = styledAreas.find((name) => name === file.metadata['area']);
  return mask && area && { mask, area };
}

/** @param name of the pictures. @param weights JSON. */
function readStyles(file: TensorFile, name: string, weights = ''): HqJobStyle[] {
  return (JSON.parse(weights) as number[]).map((weight, i) => {
    const picture = readPicture(file, `${name}.${i}`);
    if (!picture) throw new Error('a style is missing');
    return { picture, weight };
  });
}

function readSecond(file: TensorFile): HqJobSecond | undefined {
  const mask = readMask(file, 'second.mask');
  if (!mask) return undefined;
  const { secondAmount, secondWeights } = file.metadata;
  return { styles: readStyles(file, 'second', secondWeights), amount: Number(secondAmount), mask };
}

function maskTensor({ data, width, height }: StyleMask): WritableTensor {
  return { shape: [height, width], data };
}

function weightsOf(styles: readonly HqJobStyle[]): string {
  return JSON.stringify(styles.map(({ weight }) => weight));
}

export function encodeJob({ job, note }: SavedJob): ArrayBuffer {
  const { content, styles, second, start, guide, part, settings, memoryBytes } = job;
  const tensors: [string, WritableTensor][] = [['content', pictureTensor(content)]];
  styles.forEach(({ picture }, i) => tensors.push([`style.${i}`, pictureTensor(picture)]));
  second?.styles.forEach(({ picture }, i) => tensors.push([`second.${i}`, pictureTensor(picture)]));
  if (second) tensors.push(['second.mask', maskTensor(second.mask)]);
  if (start) tensors.push(['start', pictureTensor(start)]);
  if (part) tensors.push(['mask', maskTensor(part.mask)]);
  if (guide) tensors.push(['guide', pictureTensor(guide)]);
  return writeSafetensors(tensors, {
    note,
    settings: JSON.stringify(settings),
    weights: weightsOf(styles),
    ...(second && { secondWeights: weightsOf(second.styles), secondAmount: `${second.amount}` }),
    ...(part && { area: part.area }),
    ...(memoryBytes !== undefined && { memoryBytes: `${memoryBytes}` }),
  });
}

/** @throws Error when it is no job that `encodeJob` wrote. */
export function decodeJob(buffer: ArrayBuffer): SavedJob {
  const file = parseSafetensors(buffer, 'The saved run');
  const content = readPicture(file, 'content');
  if (!content) throw new Error('it has no content');
  const settings = JSON.parse(file.metadata['settings'] ?? '') as HqSettings;
  checkSettings(settings);
  const second = readSecond(file);
  const start = readPicture(file, 'start');
  const guide = readPicture(file, 'guide');
  const part = readPart(file);
  const memory = file.metadata['memoryBytes'];
  const job: HqJob = {
    content,
    styles: readStyles(file, 'style', file.metadata['weights']),
    settings,
    ...(second && { second }),
    ...(start && { start }),
    ...(guide && { guide }),
    ...(part && { part }),
    ...(memory !== undefined && { memoryBytes: Number(memory) }),
  };
  return { job, note: file.metadata['note'] ?? '' };
}
