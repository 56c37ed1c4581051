/** Reads what the test runners report: how many tests passed or were skipped, and which ones failed. */

/** @typedef {{ passed: number, skipped: number, failed: string[], flaky?: string[] }} Result */

/** Vitest's JSON report. A file that broke before its first test is one failure. @returns {Result} */
export function readVitest(text) {
  const report = JSON.parse(text);
  const failed = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = name.slice(name.indexOf('/tests/') + 1);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [file];
    return tests.map(({ fullName }) => `${file}: ${fullName}`);
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests, failed };
}

/** Playwright's JSON report. A walk that passed when it was tried again passed, and is named as flaky. @returns {Result} */
export function readPlaywright(text) {
  const { stats, suites } = JSON.parse(text);
  const named = { unexpected: [], flaky: [] };
  const walk = (suite) => {
    for (const { title, file, tests } of suite.specs ?? [])
      for (const { status } of tests) named[status]?.push(`${file}: ${title}`);
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
    ...text.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*><(?:failure|error)/g),
  ].map(([, file, name]) => `${file}: ${name}`);
  return { passed: number('tests') - failed.length - number('skipped'), skipped: number('skipped'), failed };
}
