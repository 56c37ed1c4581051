/** Why a file cannot be converted. Node decodes no video: what can be is seen in the browsers. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { inspect } from '../../../../src/workers/convert/inspect';
import { withoutFfmpeg } from '../../../../tools/media/probe';

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=24:duration=1', '-pix_fmt', 'yuv420p'];
const tone = ['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac'];

/** A file that ffmpeg writes into a pipe; a fragmented MP4, whose index stands in front. */
function made(...args: string[]): Buffer {
  const command = ['-v', 'error', ...args, '-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', '-'];
  return execFileSync('ffmpeg', command);
}

const problemOf = (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> => inspect(new Blob([bytes]));

/** The boxes up to and with `ftyp`, then picture data whose index was never written. */
function withoutIndex(): Uint8Array<ArrayBuffer> {
  const ftyp = Uint8Array.from([0, 0, 0, 16, ...Buffer.from('ftypisom'), 0, 0, 2, 0]);
  const data = Uint8Array.from([0, 0, 64, 0, ...Buffer.from('mdat'), ...new Uint8Array(2000)]);
  return Uint8Array.from([...ftyp, ...data]);
}

it('an MP4 that was cut off before its index is damaged, not “only sound”', async () => {
  expect(await problemOf(withoutIndex())).toEqual({ problem: 'cut-off' });
});

it.skipIf(withoutFfmpeg)('a file of sound has no picture', async () => {
  expect(await problemOf(Uint8Array.from(made(...tone)))).toEqual({ problem: 'no-picture' });
});

it.skipIf(withoutFfmpeg)('one whose codec cannot be decoded here', async () => {
  expect(await problemOf(Uint8Array.from(made(...picture)))).toEqual({ problem: 'unknown-codec' });
});

it('what is no video at all', async () => {
  expect(await problemOf(Uint8Array.from(Buffer.from('Dear reader, this is a letter.')))).toEqual({
    problem: 'not-video',
  });
});
