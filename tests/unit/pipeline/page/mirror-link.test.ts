import { expect, test } from 'vitest';
import { parseMirrorLink, withMirror } from '../../../../src/pipeline/page/mirror-link';

const url = (query: string) => new URL(`https://impasto.example/app/${query}`);
const plain = { seconds: null, transparent: false, illegal: false };

test.each([
  ['?mirror', plain],
  ['?mirror=', plain],
  ['?mirror=3', { ...plain, seconds: 3 }],
  ['?mirror=3600', { ...plain, seconds: 3600 }],
  ['?mirror=0', { ...plain, seconds: 0 }],
  ['?style=wave&mirror=20&transparent', { ...plain, seconds: 20, transparent: true }],
  ['?mirror&transparent=1', { ...plain, transparent: true }],
])('%s asks for a mirror', (query, link) => expect(parseMirrorLink(url(query))).toEqual(link));

test.each(['?mirror=2', '?mirror=3601', '?mirror=-5', '?mirror=1e2', '?mirror=2.5', '?mirror=soon'])(
  'the seconds of %s are refused, the mirror is not',
  (query) => expect(parseMirrorLink(url(query))).toEqual({ ...plain, illegal: true }),
);

test('without it there is none, whatever else is asked', () => {
  expect(parseMirrorLink(url('?transparent&style=mirror'))).toBeNull();
});

test('the address says where one is, and keeps what else it says', () => {
  expect(withMirror(url('?a=1#top'), true)).toBe('https://impasto.example/app/?a=1&mirror#top');
  expect(withMirror(url('?mirror=20&transparent'), true)).toBe(
    'https://impasto.example/app/?mirror=20&transparent',
  );
  expect(withMirror(url('?mirror=20&transparent&a=1'), false)).toBe('https://impasto.example/app/?a=1');
  expect(withMirror(url('?mirror'), false)).toBe('https://impasto.example/app/');
});
