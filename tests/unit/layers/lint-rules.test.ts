import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../../tools/support/paths.ts';
import { capture } from '../../../tools/support/run-process.ts';
import { LINT_CASES, type LintCase } from './lint-cases.ts';

const reportSchema = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

/** A tree of our own layout that holds one file a case, under the repository's real configuration. */
let tree = '';
const found = new Map<string, Set<string>>();

const place = (index: number, { path }: LintCase): string =>
  // main.ts and preload.ts are named in the rules, so they keep their names; the others are told apart by a number.
  /^src-main\/(main|preload)\.ts$/.test(path) ? path : join(dirname(path), `case-${index}-${path.split('/').at(-1)}`);

async function lint(): Promise<void> {
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = await capture(process.execPath, args, { cwd: tree });
  for (const { category, location } of reportSchema.parse(JSON.parse(stdout)).diagnostics) {
    found.set(location.path, (found.get(location.path) ?? new Set()).add(category));
  }
}

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'sealpost-layers-'));
  await cp(join(ROOT, 'tools', 'lint'), join(tree, 'tools', 'lint'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(tree, 'package.json'));
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  await writeFile(join(tree, 'biome.json'), await readFile(join(ROOT, 'biome.json')));
  for (const [index, testCase] of LINT_CASES.entries()) {
    const path = join(tree, place(index, testCase));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, testCase.code);
  }
  await lint();
});

afterAll(() => rm(tree, { recursive: true, force: true }));

describe('the linter', () => {
  for (const [index, testCase] of LINT_CASES.entries()) {
    const { rule, what, path } = testCase;
    it(rule === null ? `allows ${what} (${path})` : `refuses ${what} (${path})`, () => {
      const rules = [...(found.get(place(index, testCase)) ?? [])];
      if (rule === null) expect(rules).toEqual([]);
      else expect(rules).toContain(rule);
    });
  }
});
