import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../../tools/support/paths.ts';

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const lockSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

const readJson = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(ROOT, name), 'utf8'));
const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+$/;

describe('the dependencies', () => {
  it('S11 are named with exact versions in package.json', async () => {
    const { dependencies, devDependencies } = manifestSchema.parse(await readJson('package.json'));
    const all = Object.entries({ ...dependencies, ...devDependencies });
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter(([, version]) => !EXACT.test(version))).toEqual([]);
  });

  it('S11 are locked with an integrity hash each and no download address', async () => {
    const { packages } = lockSchema.parse(await readJson('package-lock.json'));
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  });

  it('S11 run no install script', async () => {
    const settings = (await readFile(join(ROOT, '.npmrc'), 'utf8')).split('\n');
    expect(settings).toContain('ignore-scripts=true');
    // These have one and work without: their native code comes prebuilt in the package, or is not used here.
    const { packages } = lockSchema.parse(await readJson('package-lock.json'));
    const withScript = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript === true ? [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)] : [],
    );
    const known = ['@signalapp/sqlcipher', 'electron-winstaller', 'esbuild', 'fsevents'];
    expect(withScript.filter((name) => !known.includes(name))).toEqual([]);
  });
});
