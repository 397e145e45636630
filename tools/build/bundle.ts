import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import react from '@vitejs/plugin-react';
import { type OutputOptions, rolldown } from 'rolldown';
import { type InlineConfig, build as viteBuild } from 'vite';
import { ROOT } from '../support/paths.ts';
import { onlyOurLocales } from './locales.ts';
import { FILES, type Target } from './targets.ts';

/**
 * The oldest engines that the code must run on: the fallback runtime, Electron 33 (Node.js 20.18, Chromium 130).
 * Source: https://releases.electronjs.org/release/v33.2.1
 */
const NODE_TARGET = 'node20.18';
const PAGE_TARGET = 'chrome130';

/**
 * What stays outside the bundles: Electron, Node.js, and the packages under `dependencies` in package.json. Those hold
 * native code or WebAssembly and are packaged as they are; everything else is bundled, which makes starting faster and
 * keeps unused code out of the package.
 */
function externals(): (id: string) => boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const dependencies =
    typeof manifest === 'object' && manifest !== null && 'dependencies' in manifest ? manifest.dependencies : {};
  const names = ['electron', ...builtinModules, ...Object.keys(dependencies ?? {})];
  return (id) => id.startsWith('node:') || names.some((name) => id === name || id.startsWith(`${name}/`));
}

/**
 * What the first window needs of the shared code, in a part of its own: otherwise some of it lands beside code that only
 * an unlocked vault needs, and loads that too.
 */
const CONTRACT = {
  name: 'contract',
  test: /src-shared[\\/](?:base[\\/]|ipc[\\/]|policy[\\/]decide[\\/]decision\.ts|policy[\\/]model[\\/](?:entities|permissions)\.ts)|src-main[\\/]packages[\\/]transfers\.ts/,
};

async function bundleForNode(target: Exclude<Target, 'renderer'>): Promise<void> {
  const { entry, output } = FILES[target];
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    external: externals(),
    transform: { target: NODE_TARGET, define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'warn',
    onLog(level, log, handle) {
      // A name that nothing resolves would only fail when the program runs, so it fails the build.
      handle(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log);
    },
  });
  const options: OutputOptions = {
    dir: dirname(output),
    entryFileNames: basename(output),
    format: target === 'preload' ? 'cjs' : 'esm',
    // The window's program comes in parts, so that its first window waits for little; they lie beside the entry, because
    // files are found by `import.meta.url`. The others are one file each.
    codeSplitting: target === 'main' ? { groups: [CONTRACT] } : false,
    chunkFileNames: '[name].js',
    sourcemap: true,
    minify: false,
    ...(target === 'cli' ? { banner: '#!/usr/bin/env node' } : {}),
  };
  const { output: written } = await bundle.write(options);
  await bundle.close();
  if (target === 'main') await removeOtherParts(new Set(written.map(({ fileName }) => fileName)));
}

/** Parts of an earlier build that this one does not have; the worker is a target of its own. */
async function removeOtherParts(written: ReadonlySet<string>): Promise<void> {
  const folder = dirname(FILES.main.output);
  const worker = basename(FILES.worker.output);
  for (const name of await readdir(folder)) {
    if (!written.has(name) && name !== worker && name !== `${worker}.map`) await rm(join(folder, name));
  }
}

/**
 * The pages: static files with relative addresses. SECURITY: S4: no inline script and no inline style, and nothing
 * but small pictures as data: addresses.
 */
async function buildRenderer(): Promise<void> {
  const { entry, output } = FILES.renderer;
  // Vite's plugins decide by the environment alone whether to emit React's development calls; test runners set it.
  const asked = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await viteBuild(rendererConfig(entry, output));
  } finally {
    if (asked === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = asked;
  }
}

function rendererConfig(entry: string, output: string): InlineConfig {
  return {
    configFile: false,
    root: dirname(entry),
    mode: 'production',
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [onlyOurLocales(), react()],
    css: { modules: { localsConvention: 'camelCase' } },
    build: {
      outDir: dirname(output),
      emptyOutDir: true,
      target: PAGE_TARGET,
      assetsInlineLimit: 0,
      // One style sheet, so that no part that is loaded later waits for one of its own.
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4_000,
      sourcemap: false,
    },
  };
}

/** Builds one part into out/, whatever is there. @throws with the bundler's message when the source does not build */
export async function buildTarget(target: Target): Promise<void> {
  if (target !== 'renderer') return bundleForNode(target);
  // Vite takes the environment's word over its own mode: a build that a test asks for must be the one that ships.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await buildRenderer();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
