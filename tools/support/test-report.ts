import path from 'node:path';
import { z } from 'zod';
import { ROOT } from './paths.ts';

/** The part of vitest's JSON report that the closing lines need. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** One thing that failed: where, and the first lines of why. */
export interface Failure {
  readonly what: string;
  readonly why: string;
}

export interface TestResults {
  readonly passed: number;
  readonly failures: readonly Failure[];
}

/** Of a message with its stack, what is said again at the end. */
const LINES_OF_WHY = 6;
const firstLines = (message: string): string => message.trim().split('\n').slice(0, LINES_OF_WHY).join('\n');

/**
 * Reads a vitest JSON report. A file that failed without a failed test in it (it did not load, a hook threw) is one
 * failure; so is a run whose exit code says failure though no test does, and a report that is not there.
 *
 * @param json the report as it was read, `undefined` when there is none
 * @param exitCode how vitest ended
 */
export function readTestReport(json: unknown, exitCode: number): TestResults {
  const parsed = report.safeParse(json);
  if (!parsed.success) {
    return {
      passed: 0,
      failures: [{ what: 'vitest', why: `left no report that could be read (exit code ${exitCode})` }],
    };
  }
  let passed = 0;
  const failures: Failure[] = [];
  for (const file of parsed.data.testResults) {
    const name = path.relative(ROOT, file.name);
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    passed += file.assertionResults.filter((test) => test.status === 'passed').length;
    for (const test of failed) {
      failures.push({ what: `${name}: ${test.fullName}`, why: firstLines(test.failureMessages?.[0] ?? '') });
    }
    if (failed.length === 0 && file.status === 'failed')
      failures.push({ what: name, why: firstLines(file.message ?? '') });
  }
  if (failures.length === 0 && exitCode !== 0) {
    failures.push({ what: 'vitest', why: `ended with exit code ${exitCode} though no test failed; see above` });
  }
  return { passed, failures };
}
