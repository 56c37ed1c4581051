import { expect, test } from 'vitest';
import { readPlaywright, readPytest, readVitest } from '../../../scripts/read-reports.mjs';

test('vitest: tests that failed are named with their file and why; a file that broke before its tests is one failure', () => {
  const report = {
    numPassedTests: 3,
    numPendingTests: 1,
    testResults: [
      {
        name: '/somewhere/tests/unit/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'adds', status: 'passed' },
          {
            fullName: 'takes away',
            status: 'failed',
            failureMessages: ['AssertionError: expected \u001b[31m2\u001b[39m to be 1\n    at a.test.ts:3:5'],
          },
        ],
      },
      { name: '/somewhere/tests/unit/b.test.ts', status: 'failed', message: '', assertionResults: [] },
      { name: '/somewhere/tests/unit/c.test.ts', status: 'passed', assertionResults: [] },
    ],
  };
  expect(readVitest(JSON.stringify(report))).toEqual({
    passed: 3,
    skipped: 1,
    failed: ['tests/unit/a.test.ts: takes away (AssertionError: expected 2 to be 1)', 'tests/unit/b.test.ts'],
  });
});

test('Playwright: walks at any depth; one that passed when tried again passed', () => {
  const spec = (title: string, ...states: string[]) => ({
    title,
    file: 'app/a.spec.ts',
    tests: states.map((status) => ({ status, results: [{ error: { message: 'Error: no\nCall log:\n…' } }] })),
  });
  const report = {
    stats: { expected: 2, flaky: 1, unexpected: 2, skipped: 0 },
    suites: [
      {
        specs: [spec('opens', 'expected'), spec('closes', 'unexpected')],
        suites: [{ specs: [spec('in a room', 'unexpected'), spec('the second time', 'flaky')] }],
      },
      { specs: [spec('paints', 'expected')] },
    ],
  };
  expect(readPlaywright(JSON.stringify(report))).toEqual({
    passed: 3,
    skipped: 0,
    failed: ['app/a.spec.ts: closes (Error: no)', 'app/a.spec.ts: in a room (Error: no)'],
    flaky: ['app/a.spec.ts: the second time (Error: no)'],
  });
});

test('pytest: failures and errors alike', () => {
  const report = `<?xml version="1.0"?><testsuites><testsuite name="pytest" errors="1" failures="1" skipped="2" tests="9">
    <testcase classname="tests.test_a" name="test_x" time="0.1" /><testcase classname="tests.test_a" name="test_y" time="0.1"><failure message="no">…</failure></testcase>
    <testcase classname="tests.test_b" name="test_z" time="0.1"><error message="no">…</error></testcase></testsuite></testsuites>`;
  expect(readPytest(report)).toEqual({
    passed: 5,
    skipped: 2,
    failed: ['tests.test_a: test_y (no)', 'tests.test_b: test_z (no)'],
  });
});

test('what is no report throws', () => {
  expect(() => readVitest('')).toThrow();
  expect(() => readPlaywright('{}')).toThrow();
});
