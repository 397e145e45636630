import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../tools/support/paths.ts';
import { readTestReport } from '../../../tools/support/test-report.ts';

const file = (status: string, ...tests: readonly string[]): Record<string, unknown> => ({
  name: path.join(ROOT, 'tests', 'some.test.ts'),
  status,
  assertionResults: tests.map((test, index) => ({
    status: test,
    fullName: `does ${index}`,
    failureMessages: test === 'failed' ? ['Error: one\ntwo\nthree\nfour\nfive\nsix\nseven'] : [],
  })),
});

describe('the closing lines', () => {
  it('count what passed over all files, and name each test that failed with the first lines of why', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
    expect(readTestReport(report, 1)).toEqual({
      passed: 3,
      failures: [{ what: 'tests/some.test.ts: does 1', why: 'Error: one\ntwo\nthree\nfour\nfive\nsix' }],
    });
  });

  it('name a file that failed to load', () => {
    const report = { testResults: [{ ...file('failed'), message: 'Cannot find module' }] };
    expect(readTestReport(report, 1)).toEqual({
      passed: 0,
      failures: [{ what: 'tests/some.test.ts', why: 'Cannot find module' }],
    });
  });

  it('tell of a failure when the run failed though no test did', () => {
    const { passed, failures } = readTestReport({ testResults: [file('passed', 'passed')] }, 7);
    expect([passed, failures.length, failures[0]?.why]).toEqual([1, 1, expect.stringContaining('exit code 7')]);
  });

  it('tell of a failure when there is no report, or one that is not understood', () => {
    for (const report of [undefined, { testResults: 'many' }]) {
      expect(readTestReport(report, 0)).toMatchObject({ passed: 0, failures: [{ what: 'vitest' }] });
    }
  });

  it('do not count a skipped test as passed', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped', 'todo')] };
    expect(readTestReport(report, 0)).toEqual({ passed: 1, failures: [] });
  });
});
