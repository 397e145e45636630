import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from '../support/paths.ts';

/** The parts that the build makes. Each is one file (main and the renderer: several) without anything shared. */
export const TARGETS = ['main', 'preload', 'worker', 'cli', 'renderer'] as const;
export type Target = (typeof TARGETS)[number];

/** The parts that make up the app; the command line is a program of its own. */
export const APP_PARTS = ['main', 'preload', 'worker', 'renderer'] as const satisfies readonly Target[];

export interface TargetFiles {
  /** The module, or page, that everything of this part is reached from. */
  readonly entry: string;
  /** The file whose presence shows that the part has been built. */
  readonly output: string;
  /** Folders and files whose content decides whether the part must be built again. */
  readonly inputs: readonly string[];
}

const source = (...parts: string[]): string => join(ROOT, ...parts);
const node = [source('src-main'), source('src-shared')];

/** Where each part comes from and goes to. */
export const FILES: Readonly<Record<Target, TargetFiles>> = {
  main: { entry: source('src-main', 'main.ts'), output: join(OUT, 'main', 'main.js'), inputs: node },
  // INVARIANT: S2: the preload script is one CommonJS bundle; a sandboxed one cannot load anything else.
  preload: { entry: source('src-main', 'preload.ts'), output: join(OUT, 'preload', 'preload.cjs'), inputs: node },
  // The worker lies where both programs reach it by the same address: new URL('../main/worker.js', import.meta.url).
  worker: {
    entry: source('src-main', 'crypto', 'workers', 'worker.ts'),
    output: join(OUT, 'main', 'worker.js'),
    inputs: node,
  },
  cli: { entry: source('src-main', 'cli', 'main.ts'), output: join(OUT, 'cli', 'cli.js'), inputs: node },
  renderer: {
    entry: source('src-renderer', 'index.html'),
    output: join(OUT, 'renderer', 'index.html'),
    inputs: [source('src-renderer'), source('src-shared'), source('assets')],
  },
};

/** Inputs of every part: the build itself and the exact versions of what it bundles. */
export const COMMON_INPUTS: readonly string[] = [
  source('tools', 'build'),
  source('package.json'),
  source('package-lock.json'),
  source('tsconfig.base.json'),
];

/** Whether the part has source code at all. */
export function hasEntry(target: Target): boolean {
  return existsSync(FILES[target].entry);
}

/** A name from the command line as a part, or null. */
export function parseTarget(name: string): Target | null {
  return TARGETS.find((target) => target === name) ?? null;
}
