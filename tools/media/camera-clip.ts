/**
 * The clips that Chromium's fake camera plays: a camera panning over `fixtures/scene.jpg`, as raw YUV 4:2:0 frames in
 * the YUV4MPEG2 format. Made anew for each run (they are large and quick to make); nothing else writes these files.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const plotWidth = 320;
const plotHeight = 240;
const frameCount = 24;

const scene = path.resolve('tests/fixtures/scene.jpg');

/** A clip: frames a second, and where it is. The path is absolute: Chromium's sandboxless child does not know our folder. */
interface Clip {
  readonly rate: number;
  readonly path: string;
}

export const cameraClip: Clip = { rate: 12, path: path.resolve('test-results/camera/pan.y4m') };
/** For tests that do not look at how frames follow each other: painting them takes most of the time of a test. */
export const slowCameraClip: Clip = { rate: 2, path: path.resolve('test-results/camera/slow-pan.y4m') };

/** Chromium's flags for a camera that plays the clip, with permission given without asking. */
export function fakeCameraFlags(clip = cameraClip): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${clip.path}`,
  ];
}

/** BT.709, limited range: what Chromium assumes of a camera. */
function toYuv(rgb: Buffer): Buffer {
  const luma = Buffer.alloc(plotWidth * plotHeight);
  const u = Buffer.alloc((plotWidth * plotHeight) / 4);
  const v = Buffer.alloc((plotWidth * plotHeight) / 4);
  for (let y = 0; y < plotHeight; y++) {
    for (let x = 0; x < plotWidth; x++) {
      const at = y * plotWidth + x;
      const [r = 0, g = 0, b = 0] = rgb.subarray(at * 3, at * 3 + 3);
      luma[at] = Math.round(16 + 0.1826 * r + 0.6142 * g + 0.062 * b);
      if (x % 2 === 0 && y % 2 === 0) {
        const half = (y / 2) * (plotWidth / 2) + x / 2;
        u[half] = Math.round(128 - 0.1006 * r - 0.3386 * g + 0.4392 * b);
        v[half] = Math.round(128 + 0.4392 * r - 0.3989 * g - 0.0403 * b);
      }
    }
  }
  return Buffer.concat([luma, u, v]);
}

/** One frame of the pan, RGB; `index` in 0..FRAMES−1 goes there and back. */
async function panFrame(index: number): Promise<Buffer> {
  const left = Math.round(80 + 70 * Math.sin((2 * Math.PI * index) / frameCount));
  return sharp(scene)
    .extract({ left, top: 40, width: plotWidth, height: plotHeight })
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** Writes the clips. */
export async function writeCameraClips(): Promise<void> {
  const frames: Buffer[] = [];
  for (let index = 0; index < frameCount; index++) {
    frames.push(Buffer.from('FRAME\n'), toYuv(await panFrame(index)));
  }
  for (const { rate, path: file } of [cameraClip, slowCameraClip]) {
    const head = `YUV4MPEG2 W${plotWidth} H${plotHeight} F${rate}:1 Ip A1:1 C420jpeg\n`;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, Buffer.concat([Buffer.from(head), ...frames]));
  }
}
