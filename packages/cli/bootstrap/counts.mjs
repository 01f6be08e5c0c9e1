/**
 * How many checks of a part passed, failed and were skipped, from the report its program wrote.
 * A program that did not end well has failed at least once, whatever its report says; so has one
 * that wrote none.
 */

/** A part whose outcome is its exit code: one check. */
export function exitCounts(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * A part that this machine cannot run: skipped, which is said in a way that nobody overlooks, or
 * failed where it is required.
 */
export function notRun(warning, { required = false } = {}) {
  return {
    passed: 0,
    failed: required ? 1 : 0,
    skipped: required ? 0 : 1,
    ...(warning ? { warning } : {}),
  };
}

/** From Jest's `--json`: a suite that does not even load is a failure. */
export function jestCounts(report, ok) {
  if (!report) return exitCounts(false);
  return atLeastOneFailure(ok, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** Paths of the files in Jest's `--json` in which something failed, or that did not even load. */
export function failedFiles(report) {
  return (report?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => name);
}

/** From Jest's `--json`, of all files but some. */
export function countsWithout(report, files) {
  const statuses = report.testResults
    .filter(({ name }) => !files.includes(name))
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ status }) => status);
  const count = (...wanted) =>
    statuses.filter(status => wanted.includes(status)).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('pending', 'todo', 'skipped'),
  };
}

/** From Playwright's JSON reporter: what passed at the second try has passed. */
export function playwrightCounts(report, ok) {
  if (!report) return exitCounts(false);
  const { expected, flaky, unexpected, skipped } = report.stats;
  return atLeastOneFailure(ok, {
    passed: expected + flaky,
    failed: unexpected,
    skipped,
  });
}

/** From the summary that Node's own test runner writes as TAP comments. */
export function tapCounts(text, ok) {
  const count = name =>
    Number(text?.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  if (!text) return exitCounts(false);
  return atLeastOneFailure(ok, {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  });
}

function atLeastOneFailure(ok, counts) {
  return ok ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

/** The sum of several parts. */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

/** The last line of `npm test`. */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
