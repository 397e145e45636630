import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from '../support/paths.ts';
import { capture } from '../support/run-process.ts';
import { say } from '../support/say.ts';
import type { Failure, TestResults } from '../support/test-report.ts';

interface Step {
  readonly name: string;
  /** Path of the program inside node_modules, and its arguments. */
  readonly command: readonly [string, ...string[]];
}

const LAYERS = ['shared', 'main', 'preload', 'renderer', 'tools'] as const;

const biome: Step = {
  name: 'format and lint (Biome)',
  command: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
};

const types: readonly Step[] = LAYERS.map((layer) => ({
  name: `types of ${layer} (tsconfig.${layer}.json)`,
  command: ['typescript/bin/tsc', '--noEmit', '-p', `tsconfig.${layer}.json`],
}));

const layers: Step = {
  name: 'layer rules refuse what they must (tests/unit/layers)',
  command: ['vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter', 'dot', 'tests/unit/layers'],
};

async function runStep(step: Step): Promise<Failure | undefined> {
  const [program, ...args] = step.command;
  const path = join(ROOT, 'node_modules', program);
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm ci" again.`);
  const finished = await capture(process.execPath, [path, ...args], { cwd: ROOT });
  const passed = finished.code === 0;
  say(`${passed ? '  ok      ' : '  FAILED  '}${step.name}`);
  if (passed) return undefined;
  say(`${finished.stdout}\n${finished.stderr}`);
  return { what: step.name, why: 'what it found is above' };
}

/**
 * Formatting, lint with the layer rules, and the types of every layer.
 * @param withLayerTest also runs the test of the layer rules; `npm test` has it among the unit tests already
 */
export async function runChecks(withLayerTest: boolean): Promise<TestResults> {
  const steps = withLayerTest ? [biome, ...types, layers] : [biome, ...types];
  const failures: Failure[] = [];
  for (const step of steps) {
    const failure = await runStep(step);
    if (failure !== undefined) failures.push(failure);
  }
  return { passed: steps.length - failures.length, failures };
}

/** `npm run check` */
export async function main(): Promise<number> {
  const { passed, failures } = await runChecks(true);
  const failed = failures.length;
  say(failed === 0 ? `All ${passed} checks passed.` : `${failed} of ${passed + failed} checks failed.`);
  return failed === 0 ? 0 : 1;
}
