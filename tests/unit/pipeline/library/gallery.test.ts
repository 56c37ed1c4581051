import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gallery } from '../../../../src/pipeline/library/gallery';

test('the gallery is what GALLERY.tsv says, and every file is there', () => {
  const [, ...lines] = readFileSync('public/styles/GALLERY.tsv', 'utf8').trim().split('\n');
  const listed = lines.map((line) => {
    const [file = '', title, artist, life, date] = line.split('\t');
    return { file: file.replace(/\.jpg$/, ''), title, artist, life, date };
  });
  const shipped = gallery.map(({ id, title, artist, life, date }) => ({
    file: id,
    title,
    artist,
    life,
    date,
  }));
  const byFile = (a: { file: string }, b: { file: string }): number => a.file.localeCompare(b.file);
  expect(shipped.sort(byFile)).toEqual(listed.sort(byFile));
  expect(shipped).toHaveLength(14);
  for (const { pictureUrl, thumbnailUrl } of gallery) {
    expect(existsSync(`public/${pictureUrl}`), pictureUrl).toBe(true);
    expect(existsSync(`public/${thumbnailUrl}`), thumbnailUrl).toBe(true);
  }
});
