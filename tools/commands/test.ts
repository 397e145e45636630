import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt } from '../build/ensure-built.ts';
import { OUT, ROOT } from '../support/paths.ts';
import { provisionElectron } from '../support/provision.ts';
import { attach } from '../support/run-process.ts';
import { say } from '../support/say.ts';
import { type Failure, readTestReport, type TestResults } from '../support/test-report.ts';
import { runChecks } from './check.ts';

/** The vitest projects that run on plain Node.js, together; the last one needs Electron and runs by itself. */
const NODE_PROJECTS = ['unit', 'property', 'vectors', 'security', 'integration'] as const;
const ELECTRON_PROJECT = 'e2e';
const CHECKS = 'check';
const ALL: readonly string[] = [CHECKS, ...NODE_PROJECTS, ELECTRON_PROJECT];

async function runVitest(projects: readonly string[]): Promise<TestResults> {
  const file = join(OUT, 'test-results', `${projects.join('-')}.json`);
  await mkdir(join(OUT, 'test-results'), { recursive: true });
  await rm(file, { force: true });
  say(`\nTests: ${projects.join(', ')}`);
  const code = await attach(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { cwd: ROOT },
  );
  const json: unknown = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  return readTestReport(json, code);
}

async function* runAll(chosen: ReadonlySet<string>): AsyncGenerator<TestResults> {
  if (chosen.has(ELECTRON_PROJECT)) await provisionElectron();
  await ensureBuilt(chosen.has(ELECTRON_PROJECT) ? undefined : ['worker', 'cli'], true);
  if (chosen.has(CHECKS)) {
    say('\nChecks');
    yield runChecks(false);
  }
  const node = NODE_PROJECTS.filter((project) => chosen.has(project));
  if (node.length > 0) yield runVitest(node);
  if (chosen.has(ELECTRON_PROJECT)) yield runVitest([ELECTRON_PROJECT]);
}

/**
 * `npm test [-- PROJECT ...]`: provides what is missing, builds, checks, and runs the tests of the named projects, or
 * of all. What failed is said once more at the end; the last line on standard output is always `N passed, N failed`,
 * over everything that ran.
 */
export async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((name) => !ALL.includes(name));
  if (unknown !== undefined) {
    say(`There is no test project "${unknown}". There are: ${ALL.join(', ')}.`);
    return 1;
  }
  const started = performance.now();
  let passed = 0;
  const failures: Failure[] = [];
  try {
    for await (const results of runAll(new Set(args.length === 0 ? ALL : args))) {
      passed += results.passed;
      failures.push(...results.failures);
    }
  } catch (error) {
    failures.push({ what: 'npm test', why: error instanceof Error ? error.message : String(error) });
  }
  for (const { what, why } of failures) say(`\nFAILED  ${what}\n${why}`);
  say(`\nTook ${Math.round((performance.now() - started) / 1000)} s`);
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`);
  return failures.length === 0 && passed > 0 ? 0 : 1;
}
