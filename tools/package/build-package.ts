import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { type AfterPackContext, build, DIR_TARGET, Platform } from 'electron-builder';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { DIST, ROOT } from '../support/paths.ts';

/** An unpacked package of this machine's platform. */
export interface BuiltPackage {
  readonly executable: string;
  readonly archive: string;
  readonly resources: string;
}

/** Where the package of this platform lies, whether it has been built or not. */
export function locatePackage(): BuiltPackage {
  if (process.platform === 'darwin') {
    const folder = process.arch === 'arm64' ? 'mac-arm64' : 'mac';
    const contents = join(DIST, folder, 'Sealpost.app', 'Contents');
    const resources = join(contents, 'Resources');
    return { executable: join(contents, 'MacOS', 'Sealpost'), resources, archive: join(resources, 'app.asar') };
  }
  const suffix = process.arch === 'arm64' ? '-arm64-unpacked' : '-unpacked';
  const [folder, program] =
    process.platform === 'win32' ? [`win${suffix}`, 'Sealpost.exe'] : [`linux${suffix}`, 'sealpost'];
  const resources = join(DIST, folder, 'resources');
  return { executable: join(DIST, folder, program), resources, archive: join(resources, 'app.asar') };
}

/** The runtime's own application (the fallback's launcher, Electron's default one) must not end up in a package. */
async function removeForeignApplications({ appOutDir }: AfterPackContext): Promise<void> {
  for (const name of ['app', 'default_app.asar']) {
    await rm(join(appOutDir, 'resources', name), { recursive: true, force: true });
  }
  await rm(join(appOutDir, 'version'), { force: true });
}

/**
 * Packages the built app for this machine's platform into dist/, unpacked, with this machine's Electron runtime.
 * @throws with electron-builder's message, or when the result is not where it should be
 */
export async function buildPackage(runtime: ElectronRuntime): Promise<BuiltPackage> {
  const result = locatePackage();
  await build({
    projectDir: ROOT,
    targets: Platform.current().createTarget(DIR_TARGET),
    publish: 'never',
    config: {
      electronDist: runtime.distPath,
      electronVersion: runtime.version,
      ...(process.platform === 'linux' ? { afterExtract: removeForeignApplications } : {}),
      // Trying a package out needs no signature; installers are signed where they are made.
      mac: { identity: null },
    },
  });
  if (!existsSync(result.executable)) throw new Error(`electron-builder made no ${result.executable}.`);
  return result;
}
