import { describe, expect, test } from 'vitest';
import { linkTo, parseLink, withoutLink } from '../../../../src/pipeline/page/deep-link';

const read = (query: string) => parseLink(new URL(`https://impasto.example/app/${query}`));

describe('links', () => {
  test('a look comes back from its address', () => {
    const home = new URL('https://impasto.example/app/?x=1#y');
    const look = { styleId: 'great-wave', strength: 0.6, second: null };
    expect(linkTo(home, { ...look, strokeScale: 1 })).toBe(
      'https://impasto.example/app/?style=great-wave&strength=0.6',
    );
    const link = linkTo(home, { ...look, strokeScale: 1.4 });
    expect(link).toBe('https://impasto.example/app/?style=great-wave&strength=0.6&strokes=1.4');
    expect(parseLink(new URL(link))).toMatchObject({ ...look, strokeScale: 1.4, illegal: [] });
  });

  test.each([true, false])('two styles come back first and second (second in hand: %s)', (secondInHand) => {
    const home = new URL('https://impasto.example/app/');
    const [first, second] = [
      { styleId: 'great-wave', strength: 0.6 },
      { styleId: 'lion', strength: 1 },
    ];
    const place = { kind: 'wash', x: 0.25, y: 0.5, angle: 1 / 3, size: 0.3 } as const;
    const [inHand, other] = secondInHand ? [second, first] : [first, second];
    const beside = { other: { ...other, mix: [] }, secondInHand, place };
    const link = linkTo(home, { ...inHand, strokeScale: 1, second: beside });
    expect(parseLink(new URL(link))).toMatchObject({
      ...first,
      second: { ...second, place: { ...place, angle: 0.3333 } },
      illegal: [],
    });
    expect(withoutLink(new URL(link))).toBe(home.href);
  });

  test.each([
    ['?second=lion&place=halves,0.5,0.5,0,0.3', 'second'],
    ['?style=lion&second=lion', 'second'],
    ['?style=lion&second=lion&place=halves', 'place'],
    ['?style=lion&second=lion&place=star,0.5,0.5,0,0.3', 'place'],
    ['?style=lion&second=lion&place=halves,0.5,2,0,0.3', 'place'],
    ['?style=lion&second=lion&place=halves,0.5,0.5,0,0.3,1', 'place'],
    ['?style=lion&second=<b>&place=halves,0.5,0.5,0,0.3', 'second'],
    ['?style=lion&second=lion&strength2=2&place=halves,0.5,0.5,0,0.3', 'strength2'],
  ])('%s is refused: %s', (query, name) => expect(read(query).illegal).toEqual([name]));

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
