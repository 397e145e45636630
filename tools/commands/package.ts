import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt } from '../build/ensure-built.ts';
import { APP_PARTS } from '../build/targets.ts';
import { type BuiltPackage, buildPackage } from '../package/build-package.ts';
import { isAsRequired, readFuses } from '../package/fuses.ts';
import { launchPackagedApp } from '../package/packaged-app.ts';
import { verifyAsar } from '../package/verify-asar.ts';
import { DIST, ROOT } from '../support/paths.ts';
import { provisionElectron } from '../support/provision.ts';
import { attach, capture } from '../support/run-process.ts';
import { say } from '../support/say.ts';
import { openDisplay } from '../system/display.ts';

/** SECURITY: S9. Fails unless every fuse reads back as required. */
async function checkFuses({ executable }: BuiltPackage): Promise<void> {
  const readings = await readFuses(executable);
  say('Fuses, read back from the built program:');
  for (const reading of readings) {
    say(`  ${isAsRequired(reading) ? 'ok      ' : 'FAILED  '}${reading.name}: ${reading.found}`);
  }
  const wrong = readings.filter((reading) => !isAsRequired(reading));
  if (wrong.length > 0) throw new Error(`Fuses differ from S9: ${wrong.map(({ name }) => name).join(', ')}`);
}

/** SECURITY: S9. Fails unless all code lies in the archive, under the hashes that its header records. */
async function checkArchive({ archive, resources }: BuiltPackage): Promise<void> {
  const { packed, unpacked, damaged } = await verifyAsar(archive);
  if (damaged.length > 0) throw new Error(`Hashes in app.asar do not match: ${damaged.join(', ')}`);
  const loose = unpacked.filter((path) => !path.endsWith('.node'));
  if (loose.length > 0) throw new Error(`Only native modules may lie outside app.asar, not: ${loose.join(', ')}`);
  const expected = ['/out/main/main.js', '/out/main/worker.js', '/out/preload/preload.cjs', '/out/renderer/index.html'];
  const missing = expected.filter((path) => !packed.includes(path));
  if (missing.length > 0) throw new Error(`app.asar lacks ${missing.join(', ')}`);
  const foreign = ['app', 'default_app.asar'].filter((name) => existsSync(join(resources, name)));
  if (foreign.length > 0) throw new Error(`There is another application in the package: ${foreign.join(', ')}`);
  say(`app.asar: ${packed.length} files, every hash verified; outside it ${unpacked.length} native modules`);
}

/** Starts the packaged program and waits for its window to show something. */
async function smokeTest({ executable }: BuiltPackage): Promise<void> {
  const display = await openDisplay();
  const userData = await mkdtemp(join(tmpdir(), 'sealpost-package-'));
  try {
    const app = await launchPackagedApp({ executable, userData, env: display.env });
    try {
      await app.page.waitForFunction(() => document.body.innerText.trim().length > 0);
      const url = app.page.url();
      if (!url.startsWith('sealpost://app')) throw new Error(`The packaged app shows ${url}.`);
      say(`The packaged program runs and shows "${await app.page.title()}".`);
    } finally {
      await app.close();
    }
  } finally {
    await display.close();
    await rm(userData, { recursive: true, force: true });
  }
}

/** S11. A software bill of materials (CycloneDX) of the locked dependencies, beside the package. */
async function writeSbom(): Promise<void> {
  const npm = process.env.npm_execpath;
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel=error'];
  const [command, prefix] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const finished = await capture(command, [...prefix, ...args], { cwd: ROOT });
  if (finished.code !== 0) throw new Error(`npm sbom failed:\n${finished.stderr.trim().slice(0, 2_000)}`);
  const file = join(DIST, 'sealpost.cdx.json');
  await writeFile(file, finished.stdout);
  const version: unknown = JSON.parse(readFileSync(file, 'utf8')).specVersion;
  say(`The bill of materials (CycloneDX ${String(version)}) is in ${file}`);
}

/**
 * `npm run package`: an unpacked build of this platform, its fuses and archive checked, and started once.
 * `npm run package -- ARGUMENTS`: installers, by electron-builder with those arguments, on the official Electron.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const runtime = await provisionElectron();
    await ensureBuilt(APP_PARTS);
    if (args.length > 0) {
      if (!runtime.official) throw new Error('Installers are made with the official Electron only (S10).');
      const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
      return await attach(process.execPath, [builder, '--publish', 'never', ...args], { cwd: ROOT });
    }
    const built = await buildPackage(runtime);
    await checkFuses(built);
    await checkArchive(built);
    await writeSbom();
    await smokeTest(built);
    if (!runtime.official) say(`Built on the fallback Electron ${runtime.version}: to try out, never to release.`);
    say(`The package is ${built.executable}`);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
