import { describe, expect, it } from 'vitest';
import { countTests } from '../../../tools/support/test-report.ts';

const file = (status: string, ...tests: readonly string[]): unknown => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe('the closing line', () => {
  it('counts passed and failed tests over all files', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
    expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a file that failed to load as one failure', () => {
    expect(countTests({ testResults: [file('failed')] }, 1)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a failure when the run failed though no test did', () => {
    expect(countTests({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a failure when there is no report, or one that is not understood', () => {
    expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countTests({ testResults: 'many' }, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it('does not count a skipped test as passed', () => {
    expect(countTests({ testResults: [file('passed', 'passed', 'skipped', 'todo')] }, 0)).toEqual({
      passed: 1,
      failed: 0,
    });
  });
});
