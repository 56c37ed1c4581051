/** All pictures that an order brings besides its start. */
import type { HqOrder } from './hq.protocol';
import type { PictureSource } from '../networks/types';

export function picturesOf({
  content,
  styles,
  second,
}: Pick<HqOrder, 'content' | 'styles' | 'second'>): readonly PictureSource[] {
  return [content, ...[...styles, ...(second?.styles ?? [])].map(({ picture }) => picture)];
}
