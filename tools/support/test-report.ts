import { z } from 'zod';

/** The part of vitest's JSON report that the closing line needs. */
const report = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Counts a vitest JSON report. A file that failed without a failed test in it (it did not load, a hook threw) counts
 * as one failed; so does a run whose exit code says failure though no test does, and a report that is not there.
 *
 * @param json the report as it was read, `undefined` when there is none
 * @param exitCode how vitest ended
 */
export function countTests(json: unknown, exitCode: number): TestCounts {
  const parsed = report.safeParse(json);
  if (!parsed.success) return { passed: 0, failed: 1 };
  let passed = 0;
  let failed = 0;
  for (const file of parsed.data.testResults) {
    const failures = file.assertionResults.filter((test) => test.status === 'failed').length;
    passed += file.assertionResults.filter((test) => test.status === 'passed').length;
    failed += failures === 0 && file.status === 'failed' ? 1 : failures;
  }
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}
