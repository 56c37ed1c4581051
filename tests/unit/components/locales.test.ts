/** Every translation is there and has its source's placeholders; what is built is what was translated. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseLocale } from '../../../src/components/strings/locale';
import { templates as de } from '../../../src/locales/de';
import { templates as es } from '../../../src/locales/es';

interface Unit {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

function unitsOf(locale: string): Unit[] {
  const text = readFileSync(new URL(`../../../translations/${locale}.xlf`, import.meta.url), 'utf8');
  return [...text.matchAll(/<trans-unit id="(\w+)">([\s\S]*?)<\/trans-unit>/g)].map(
    ([, id = '', body = '']) => ({
      id,
      source: /<source>([\s\S]*?)<\/source>/.exec(body)?.[1] ?? '',
      target: /<target>([\s\S]*?)<\/target>/.exec(body)?.[1] ?? '',
    }),
  );
}

const placeholders = (text: string): string[] => (text.match(/<x id="\d+"/g) ?? []).sort();

describe.each([
  ['de', de],
  ['es', es],
])('%s', (locale, built) => {
  it('keeps every placeholder', () => {
    const units = unitsOf(locale).filter(({ target }) => target !== '');
    expect(units.length).toBeGreaterThan(400);
    for (const { source, target } of units)
      expect(placeholders(target), target).toEqual(placeholders(source));
  });

  it('is built from the translations', () => {
    const translated = unitsOf(locale).flatMap(({ id, target }) => (target === '' ? [] : [id]));
    expect(Object.keys(built).sort()).toEqual(translated.sort());
  });
});

describe('choice of language', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'es-419', 'de'], 'es'],
    [['fr-FR'], 'en'],
    [[], 'en'],
    [['EN-gb', 'de'], 'en'],
  ] as const)('%j speaks %s', (languages, locale) => {
    expect(chooseLocale(languages)).toBe(locale);
  });
});
