/** Stylises every pair of content and style with the networks the app uses. Owns what paints. */

import { mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { ImpastoError, messageOf } from '../shared/errors';
import { maxSide, networkSize } from '../shared/picture';
import type { Size } from '../shared/picture';
import { blendsContent } from '../workers/networks/nets/look';
import { styleSize } from '../workers/networks/nets/style-networks';
import type { Command } from './command';
import {
  isFolder,
  listPictures,
  onePicture,
  readArtwork,
  readPicture,
  stem,
  writePicture,
} from './picture-files';
import { openPainter } from './painters/open-painter';
import { readModels } from './read-models';
import { openSecond } from './second-style';
import { runVideo } from './run-video';
import { openMoving } from './video/open-moving';
import type { StyleCode } from '../workers/networks/types';

export interface Output {
  /** A result was written. */
  readonly info: (line: string) => void;
  /** A picture or pair failed; the others go on. */
  readonly problem: (line: string) => void;
}

/** Size of the result, px: the content's own, or with the long side asked for. */
export function outputSize(own: Size, longSide: number | undefined): Size {
  const long = Math.max(own.width, own.height);
  const factor = (longSide ?? Math.min(long, maxSide)) / long;
  const side = (px: number): number => Math.max(1, Math.round(px * factor));
  return { width: side(own.width), height: side(own.height) };
}

/** Where the pair's result goes. */
function target(command: Command, folder: boolean, content: string, style: string): string {
  return folder ? join(command.out, `${stem(content)}__${stem(style)}.png`) : command.out;
}

/**
 * @returns how many pictures or pairs failed, each reported through `output.problem`.
 * @throws ImpastoError when nothing can be done at all (no such path, two pairs into one file, models damaged).
 */
export async function runCommand(command: Command, output: Output): Promise<number> {
  const moving = await openMoving(command.content, extname(command.out).toLowerCase() === '.mp4');
  if (moving) {
    await runVideo(command, moving, (own) => outputSize(own, command.size), output.info);
    return 0;
  }
  const contents = await listPictures('content', command.content);
  const styles = await listPictures('style', command.style);
  if (command.second) await onePicture('style-b', command.second.style);
  const single = contents.length === 1 && styles.length === 1;
  const inputFolders = (await isFolder(command.content)) || (await isFolder(command.style));
  const extension = extname(command.out);
  const folder = inputFolders || extension === '' || (await isFolder(command.out));
  if (!folder && !/^\.(png|jpe?g|webp)$/i.test(extension)) {
    throw new ImpastoError('invalid-argument', `--out must end in .png, .jpg or .webp, not “${extension}”.`);
  }
  if (folder && extension !== '' && !(await isFolder(command.out)) && !single) {
    throw new ImpastoError(
      'invalid-argument',
      `--out must be a folder for several pairs, not ${command.out}.`,
    );
  }
  await mkdir(folder ? command.out : dirname(command.out), { recursive: true });

  const painter = await openPainter(command.engine, await readModels(), output.info);
  let problems = 0;
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      problems++;
      output.problem(messageOf(error).split('\n', 1).join(''));
      return undefined;
    }
  };
  try {
    const secondOf = await openSecond(command, painter);
    const codes: (readonly [style: string, code: StyleCode])[] = [];
    for (const style of styles) {
      const code = await attempt(async () => painter.encode(await readArtwork(style, styleSize)));
      if (code) codes.push([style, code]);
    }
    for (const content of codes.length > 0 ? contents : []) {
      await attempt(async () => {
        const picture = await readPicture(content, (own) => networkSize(outputSize(own, command.size)));
        const size = outputSize(picture.own, command.size);
        // The content's own code is the same for every style.
        const own = blendsContent(command)
          ? await painter.encode(await readPicture(content, styleSize))
          : undefined;
        const second = secondOf(picture);
        for (const [style, code] of codes) {
          await attempt(async () => {
            const path = target(command, folder, content, style);
            const look = { mix: [{ code, weight: 1 }], strength: command.strength, ...second };
            await writePicture(path, await painter.paint(picture, look, own), size);
            output.info(path);
          });
        }
      });
    }
  } finally {
    painter.dispose();
  }
  return problems;
}
