import { expect, test } from 'vitest';
import { verdict } from '../../scripts/audit-dependencies.mjs';

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
