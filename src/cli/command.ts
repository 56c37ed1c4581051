/** Parses and checks the command line of `npm run stylize`. Pure. */

import { parseArgs } from 'node:util';
import { messageOf } from '../shared/errors';
import { maxSide, minSide } from '../shared/picture';
import { invalid, number } from './options';

export const usage = `Usage: npm run stylize -- --content <file or folder> --style <file or folder> --out <file or folder>
                         [--strength 0..1] [--size px]

  --content   picture, or folder of pictures (jpg, jpeg, png, webp, avif, gif, tif, tiff)
              or a video that ffmpeg reads (mp4, mov, webm, avi, mpg …), a GIF, animated WebP or APNG:
              every frame at its own time, all sound tracks; needs ffmpeg
  --style     the same, for the style (pictures only)
  --out       a file (.png, .jpg, .webp; .mp4 for a video) for one pair; else a folder, which gets <content>__<style>.png for each pair
  --strength  0 = the picture itself, 1 = full style (default 1)
  --size      long side of the result in px, ${minSide} to ${maxSide} (default: the content's own, at most ${maxSide})
  --help      this text

Errors are one line each on stderr; the exit code is then 2, and results already written stay.
`;

export interface Command {
  readonly content: string;
  readonly style: string;
  readonly out: string;
  /** 0..1 */
  readonly strength: number;
  /** Long side in px; undefined keeps the content's own. */
  readonly size: number | undefined;
}

/** @throws ImpastoError `invalid-argument` naming the option and its legal values. */
export function parseCommand(args: readonly string[]): Command | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        content: { type: 'string' },
        style: { type: 'string' },
        out: { type: 'string' },
        strength: { type: 'string', default: '1' },
        size: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (cause) {
    invalid(messageOf(cause), cause);
  }
  if (values.help) return 'help';
  const { content, style, out } = values;
  if (!content || !style || !out) invalid('--content, --style and --out are needed; --help explains.');
  const strength = number('strength', values.strength);
  if (strength < 0 || strength > 1) invalid(`--strength must be from 0 to 1, not ${strength}.`);
  const size = values.size === undefined ? undefined : number('size', values.size);
  if (size !== undefined && !(Number.isInteger(size) && size >= minSide && size <= maxSide)) {
    invalid(`--size must be a whole number from ${minSide} to ${maxSide}, not ${size}.`);
  }
  return { content, style, out, strength, size };
}
