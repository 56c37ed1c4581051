import { expect, test } from 'vitest';
import { MaskClient } from '../../../../src/workers/engine/common/mask-client';
import type { MaskRequest } from '../../../../src/workers/segment/segment.protocol';

const mask = { data: new Uint8Array([255]), width: 1, height: 1 };
const placement = { width: 16, height: 16, mirror: false };

/** A frame whose copy is a port, which can be transferred in Node; `broken` cannot be copied. */
const frame = (broken: boolean): VideoFrame =>
  ({
    displayWidth: 16,
    displayHeight: 16,
    clone: () => {
      if (broken) throw new DOMException('The frame was closed.', 'InvalidStateError');
      return new MessageChannel().port1;
    },
  }) as unknown as VideoFrame;

test('a frame that cannot be sent costs its mask, not those of all that follow', async () => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }: MessageEvent<MaskRequest>) => port2.postMessage({ id: data.id, mask });
  const line = new MaskClient(port1);
  expect(await line.follow(frame(true), placement, true)).toBeNull();
  expect(await line.follow(frame(false), placement, true)).toEqual(mask);
  expect(await line.follow(frame(true), placement, true)).toEqual(mask);
  line.close();
  port2.close();
});
