/** Reads what the test runners report: how many tests passed or were skipped, and which ones failed and why. */
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, skipped: number, failed: string[], flaky?: string[] }} Result */

/** What failed and the first words of why, in one line. */
function because(name, why) {
  const words = stripVTControlCharacters(why ?? '')
    .split(/\n\s*at |Call log:/)[0]
    .replace(/\s+/g, ' ')
    .trim();
  return words ? `${name} (${words.slice(0, 240)})` : name;
}

/** Vitest's JSON report. A file that broke before its first test is one failure. @returns {Result} */
export function readVitest(text) {
  const report = JSON.parse(text);
  const failed = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.slice(name.indexOf('/tests/') + 1);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [because(file, message)];
    return tests.map(({ fullName, failureMessages }) =>
      because(`${file}: ${fullName}`, failureMessages?.[0]),
    );
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests, failed };
}

/** Playwright's JSON report. A walk that passed when it was tried again passed, and is named as flaky. @returns {Result} */
export function readPlaywright(text) {
  const { stats, suites } = JSON.parse(text);
  const named = { unexpected: [], flaky: [] };
  const walk = (suite) => {
    for (const { title, file, tests } of suite.specs ?? [])
      for (const { status, results } of tests)
        named[status]?.push(because(`${file}: ${title}`, results?.[0]?.error?.message));
    suite.suites?.forEach(walk);
  };
  suites.forEach(walk);
  const { unexpected: failed, flaky } = named;
  return { passed: stats.expected + stats.flaky, skipped: stats.skipped, failed, flaky };
}

/** Pytest's JUnit report. @returns {Result} */
export function readPytest(text) {
  const number = (name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1] ?? 0);
  const failed = [
    ...text.matchAll(
      /<testcase classname="([^"]*)" name="([^"]*)"[^>]*><(?:failure|error)(?: message="([^"]*)")?/g,
    ),
  ].map(([, file, name, why]) => because(`${file}: ${name}`, why));
  return { passed: number('tests') - failed.length - number('skipped'), skipped: number('skipped'), failed };
}
