/** What is seen before the scripts are there (pages, splash, install card) has colours of the dark theme, none besides. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tokens } from '../../../src/components/theme/tokens';

/** The dark theme's value of a token. */
function dark(name: string): string {
  const colour = new RegExp(`--im-${name}: light-dark\\(#[0-9a-f]+, (#[0-9a-f]+)\\)`).exec(
    tokens.cssText,
  )?.[1];
  if (!colour) throw new Error(`no token ${name}`);
  return colour;
}

it.each(['index.html', 'bench.html', 'src/page.css', 'bench/page/page.css', 'build/app-manifest.ts'])(
  '%s',
  (file) => {
    const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    const colours = new Set(text.match(/#[0-9a-f]{6}\b|\b(?:rgb|hsl)a?\([^)]*\)/gi));
    colours.delete(dark('text'));
    expect([...colours]).toEqual([dark('ground')]);
  },
);
