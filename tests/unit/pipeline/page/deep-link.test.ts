import { describe, expect, test } from 'vitest';
import { linkTo, parseLink, withoutLink } from '../../../../src/pipeline/page/deep-link';

const read = (query: string) => parseLink(new URL(`https://impasto.example/app/${query}`));

describe('links', () => {
  test('a look comes back from its address', () => {
    const home = new URL('https://impasto.example/app/?x=1#y');
    const look = { styleId: 'great-wave', strength: 0.6 };
    expect(linkTo(home, { ...look, strokeScale: 1 })).toBe(
      'https://impasto.example/app/?style=great-wave&strength=0.6',
    );
    const link = linkTo(home, { ...look, strokeScale: 1.4 });
    expect(link).toBe('https://impasto.example/app/?style=great-wave&strength=0.6&strokes=1.4');
    expect(parseLink(new URL(link))).toMatchObject({ ...look, strokeScale: 1.4, illegal: [] });
  });

  test.each([
    ['?strength=0', 0],
    ['?strength=1', 1],
    ['?strength=0.25', 0.25],
  ])('%s is a strength', (query, strength) => expect(read(query).strength).toBe(strength));

  test.each([
    '?strength=1.1',
    '?strength=-1',
    '?strength=NaN',
    '?strength=1e0',
    '?strength=',
    '?strength=0.5&strength=0.6',
    '?style=',
    '?style=<script>alert(1)</script>',
    '?style=../../etc',
    '?style=javascript:alert(1)',
    `?style=${'a'.repeat(101)}`,
    '?strokes=3',
    '?open=https://example.org',
    '?shared=1',
  ])('%s is refused by name', (query) => {
    const link = read(query);
    expect(link).toMatchObject({ styleId: null, strength: null, open: null, shared: null });
    expect(link.illegal).toEqual([/^\?(\w+)/.exec(query)?.[1]]);
  });

  test('others’ parameters are left alone', () => {
    expect(read('?utm_source=home').illegal).toEqual([]);
    expect(withoutLink(new URL('https://a.example/?style=x&utm=1&open=takes#top'))).toBe(
      'https://a.example/?utm=1#top',
    );
  });
});
