import { expect, test } from 'vitest';
import { cacheControl, headersFile, headersOf, kindOfPath } from '../../../src/shared/response-headers';

const csp = (path: string): string => headersOf(path)['Content-Security-Policy'] ?? '';

test('pages run only our own scripts, and connect only to our own origin', () => {
  for (const path of ['/', '/index.html', '/folder/', '/bench']) {
    expect(csp(path)).toContain("script-src 'self';");
    expect(csp(path)).toContain("connect-src 'self'");
    expect(csp(path)).toContain("require-trusted-types-for 'script'");
    expect(csp(path)).toContain("frame-ancestors 'none'");
  }
});

test('nothing may evaluate strings or run inline code, anywhere', () => {
  for (const path of ['/', '/assets/x.js', '/offline.worker.js']) {
    expect(csp(path)).not.toMatch(/'unsafe-eval'|'unsafe-inline'|\*|https?:/);
  }
});

test('the page is isolated, so that wasm may use threads', () => {
  expect(headersOf('/models/models.json')).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
});

test('kinds and cache times by path', () => {
  expect(kindOfPath('/app/assets/a.js')).toBe('script');
  expect(kindOfPath('/app/bench')).toBe('document');
  expect(kindOfPath('/styles/a.jpg')).toBe('other');
  expect(cacheControl('/assets/a-1234.js')).toContain('immutable');
  expect(cacheControl('/models/t.0123456789abcdef.safetensors')).toContain('immutable');
  expect(cacheControl('/models/models.json')).toBe('no-cache');
  expect(cacheControl('/offline.worker.js')).toBe('no-cache');
});

test('rules of _headers that meet on one path never set the same header', () => {
  const rules = headersFile(['/', '/index.html'])
    .trim()
    .split('\n\n')
    .map((rule) => rule.split('\n'))
    .map(([path = '', ...lines]) => ({ path, names: lines.map((line) => line.trim().split(':')[0]) }));
  expect(rules.map(({ path }) => path)).toContain('/index.html');
  const everywhere = rules.find(({ path }) => path === '/*');
  for (const { path, names } of rules.filter((rule) => rule !== everywhere)) {
    expect(
      names.filter((name) => everywhere?.names.includes(name)),
      path,
    ).toEqual([]);
  }
});
