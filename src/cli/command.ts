/** Parses and checks the command line of `npm run stylize`. Pure. */

import { parseArgs } from 'node:util';
import { messageOf } from '../shared/errors';
import { maxSide, minSide } from '../shared/picture';
import { choice, invalid, number } from './options';
import { engineChoices } from './painters/open-painter';
import type { EngineChoice } from './painters/open-painter';
import { maskUsage, parseSecond, parseShare } from './second-option';
import type { SecondOption } from './second-option';

export const usage = `Usage: npm run stylize -- --content <file or folder> --style <file or folder> --out <file or folder>
                         [--strength 0..1] [--size px] [--engine ${engineChoices.join(' | ')}]
                         [--style-b <file> --mask <file or name> [--strength-b 0..1]]

  --content   picture, or folder of pictures (jpg, jpeg, png, webp, avif, gif, tif, tiff)
              or a video that ffmpeg reads (mp4, mov, webm, avi, mpg …), a GIF, animated WebP or APNG:
              every frame at its own time, all sound tracks; needs ffmpeg
  --style     the same, for the style (pictures only)
  --out       a file (.png, .jpg, .webp; .mp4 for a video) for one pair; else a folder, which gets <content>__<style>.png for each pair
  --strength  0 = the picture itself, 1 = full style (default 1)
  --size      long side of the result in px, ${minSide} to ${maxSide} (default: the content's own, at most ${maxSide})
  --style-b   a second style (one picture) in the same result; --mask says where
${maskUsage}
  --strength-b  of --style-b (default: --strength)
  --engine    webgpu paints on the GPU (needs the package “webgpu”), wasm on the processor; auto (default) takes the GPU
              where there is one. Which it is is said when painting begins
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
  /** Undefined for one style alone. */
  readonly second: SecondOption | undefined;
  readonly engine: EngineChoice;
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
        'style-b': { type: 'string' },
        mask: { type: 'string' },
        'strength-b': { type: 'string' },
        engine: { type: 'string', default: 'auto' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (cause) {
    invalid(messageOf(cause), cause);
  }
  if (values.help) return 'help';
  const { content, style, out } = values;
  if (!content || !style || !out) invalid('--content, --style and --out are needed; --help explains.');
  const strength = parseShare('strength', values.strength);
  const size = values.size === undefined ? undefined : number('size', values.size);
  if (size !== undefined && !(Number.isInteger(size) && size >= minSide && size <= maxSide)) {
    invalid(`--size must be a whole number from ${minSide} to ${maxSide}, not ${size}.`);
  }
  const engine = choice('engine', values.engine, engineChoices);
  const texts = { style: values['style-b'], mask: values.mask, strength: values['strength-b'] };
  const second = parseSecond(texts, 'strength-b', strength);
  return { content, style, out, strength, size, engine, second };
}
