import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countLine,
  exitCounts,
  jestCounts,
  playwrightCounts,
  sum,
  tapCounts,
} from './counts.mjs';

const jest = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
};

test('an exit code is one check', () => {
  assert.deepEqual(exitCounts(true), { passed: 1, failed: 0, skipped: 0 });
  assert.deepEqual(exitCounts(false), { passed: 0, failed: 1, skipped: 0 });
});

test('a Jest suite that does not load has failed', () => {
  assert.deepEqual(jestCounts(jest, false), {
    passed: 5,
    failed: 2,
    skipped: 3,
  });
});

test('a program that ended badly has failed even if its report is green', () => {
  const green = {
    ...jest,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
  };
  assert.equal(jestCounts(green, true).failed, 0);
  assert.equal(jestCounts(green, false).failed, 1);
  const stats = { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };
  assert.equal(playwrightCounts({ stats }, false).failed, 1);
});

test('a program without a report has failed', () => {
  for (const counts of [jestCounts, playwrightCounts, tapCounts]) {
    assert.deepEqual(counts(undefined, true), exitCounts(false));
  }
});

test('Playwright counts what passed at the second try', () => {
  const stats = { expected: 3, flaky: 1, unexpected: 2, skipped: 4 };
  assert.deepEqual(playwrightCounts({ stats }, false), {
    passed: 4,
    failed: 2,
    skipped: 4,
  });
});

test('TAP is counted by its summary', () => {
  const text =
    'ok 1 - # pass 9\n# tests 7\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n';
  assert.deepEqual(tapCounts(text, false), {
    passed: 3,
    failed: 2,
    skipped: 2,
  });
});

test('the last line counts everything', () => {
  const total = sum([exitCounts(true), exitCounts(false), exitCounts(true)]);
  assert.equal(countLine(total), '2 passed, 1 failed, 0 skipped');
});
