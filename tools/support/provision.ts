import { resolveElectron } from '../electron-runtime/resolve-electron.ts';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { missingLibraries, provideSystemPackages } from '../system/debian-packages.ts';
import { hasDisplay } from '../system/display.ts';

/**
 * Everything that a run of Electron needs on this machine, provided when it is missing: system libraries, a virtual
 * display's program where there is no display, the Electron runtime. Fast when all of it is there.
 * @throws with a message for the person at the terminal
 */
export async function provisionElectron(): Promise<ElectronRuntime> {
  await provideSystemPackages(!hasDisplay());
  const runtime = await resolveElectron();
  const missing = await missingLibraries(runtime.executable);
  if (missing.length > 0) {
    throw new Error(
      `Electron lacks these libraries: ${missing.join(', ')}\nInstall the packages of your system that hold them.`,
    );
  }
  return runtime;
}
