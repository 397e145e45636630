import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../tools/support/paths.ts';
import { capture } from '../../../tools/support/run-process.ts';

/**
 * The compiler knows the layers, too: each tsconfig offers only the globals that its layer may use. The snippets are
 * compiled by a configuration that extends the layer's own and differs only in what it includes.
 */
interface TypeCase {
  readonly layer: 'shared' | 'main' | 'renderer';
  readonly what: string;
  readonly code: string;
  readonly allowed: boolean;
}

const CASES: readonly TypeCase[] = [
  { layer: 'shared', what: 'process', code: 'export const a = process.platform;', allowed: false },
  { layer: 'shared', what: 'Buffer', code: 'export const a = Buffer.alloc(1);', allowed: false },
  { layer: 'shared', what: 'document', code: 'export const a = document.title;', allowed: false },
  { layer: 'shared', what: 'fetch', code: "export const a = fetch('x');", allowed: false },
  { layer: 'shared', what: 'TextEncoder', code: "export const a = new TextEncoder().encode('x');", allowed: true },
  { layer: 'main', what: 'document', code: 'export const a = document.title;', allowed: false },
  { layer: 'main', what: 'window', code: 'export const a = window.name;', allowed: false },
  { layer: 'main', what: 'Buffer', code: 'export const a = Buffer.alloc(1);', allowed: true },
  { layer: 'renderer', what: 'process', code: 'export const a = process.platform;', allowed: false },
  { layer: 'renderer', what: 'Buffer', code: 'export const a = Buffer.alloc(1);', allowed: false },
  { layer: 'renderer', what: 'document', code: 'export const a = document.title;', allowed: true },
];

const LAYERS = ['shared', 'main', 'renderer'] as const;
let folder = '';
let output = '';

const fileOf = (index: number): string => `case-${index}.ts`;

beforeAll(async () => {
  // Inside the repository, so that the types in node_modules are found; .cache is ignored by git and by every tool.
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.cache', 'layer-types-'));
  for (const [index, { code }] of CASES.entries()) await writeFile(join(folder, fileOf(index)), `${code}\n`);
  for (const layer of LAYERS) {
    const files = CASES.flatMap((testCase, index) => (testCase.layer === layer ? [fileOf(index)] : []));
    const universal = layer === 'shared' ? [join(ROOT, 'tools', 'types', 'universal.d.ts')] : [];
    const config = { extends: join(ROOT, `tsconfig.${layer}.json`), files: [...files, ...universal], include: [] };
    await writeFile(join(folder, `tsconfig.${layer}.json`), JSON.stringify(config));
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [tsc, '--noEmit', '--pretty', 'false', '-p', `tsconfig.${layer}.json`];
    output += (await capture(process.execPath, args, { cwd: folder })).stdout;
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the compiler', () => {
  for (const [index, { layer, what, allowed }] of CASES.entries()) {
    it(`${allowed ? 'knows' : 'does not know'} ${what} in src-${layer}`, () => {
      if (allowed) expect(output).not.toContain(fileOf(index));
      else expect(output).toContain(`${fileOf(index)}(1,`);
    });
  }
});
