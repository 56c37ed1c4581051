import { expect, test } from 'vitest';
import { shippedPackages, verdict } from '../../../scripts/checks/audit-dependencies.mjs';

const report = (...severities: string[]): string =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      severities.map((severity, index) => [`p${index}`, { name: `p${index}`, severity }]),
    ),
  });

test.each([
  ['nothing known', report(), { kind: 'clean', grave: [] }],
  ['only moderate ones', report('low', 'moderate'), { kind: 'clean', grave: [] }],
  [
    'grave ones',
    report('moderate', 'high', 'critical'),
    { kind: 'weak', grave: ['p1 (high)', 'p2 (critical)'] },
  ],
  [
    'a registry without audits',
    '{"message":"405 Method Not Allowed","error":{}}',
    { kind: 'unanswered', why: '405 Method Not Allowed' },
  ],
  [
    'offline',
    '{"error":{"summary":"getaddrinfo ENOTFOUND"}}',
    { kind: 'unanswered', why: 'getaddrinfo ENOTFOUND' },
  ],
  ['no report', '', { kind: 'unanswered', why: 'the report cannot be read' }],
])('%s', (_what, text, expected) => expect(verdict(text)).toEqual(expected));

test('only what is shipped counts: dependencies and peers, with all that they need', () => {
  const shipped = shippedPackages({
    '': { dependencies: { a: '1' }, peerDependencies: { p: '1' } },
    'node_modules/a': { dependencies: { b: '1' } },
    'node_modules/p': {},
    'node_modules/p/node_modules/b': { dependencies: { c: '1' } },
    'node_modules/dev': {},
  });
  expect([...shipped].sort()).toEqual(['a', 'b', 'c', 'p']);
  const known = (name: string): string =>
    JSON.stringify({ vulnerabilities: { [name]: { name, severity: 'high' } } });
  expect(verdict(known('dev'), shipped)).toEqual({ kind: 'clean', grave: [] });
  expect(verdict(known('c'), shipped)).toEqual({ kind: 'weak', grave: ['c (high)'] });
});
