import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { createLogFile, type Log } from './app/log.ts';
import type { Engines } from './app/ports.ts';
import { switchValue } from './shell/link-arguments.ts';
import { watchLinks } from './shell/links.ts';
import { lockDownProcess, registerScheme } from './shell/lockdown.ts';
import { type Opening, openFirst } from './shell/opening.ts';
import { systemClock } from './system/system-clock.ts';
import { systemRandom } from './system/system-random.ts';
import { systemTimer } from './system/system-timer.ts';

/*
 * Composition root of the window: the only place, besides cli/main.ts, where adapters are chosen. What the first window
 * needs is imported here; the rest, most of the program, is loaded while that window's process starts.
 */

lockDownProcess();
registerScheme();

const chosen = switchValue(process.argv, 'user-data-dir');
if (chosen !== null) app.setPath('userData', chosen);
const dataDirectory = app.getPath('userData');
const links = watchLinks(process.argv, process.cwd());

/** Started when first needed; Argon2id and sealing run there. */
let workers: Engines['workers'] | null = null;
async function engines(): Promise<Engines> {
  const [{ createCrypto }, { createWorkers }] = await Promise.all([
    import('./crypto/crypto.ts'),
    import('./crypto/workers/create-workers.ts'),
  ]);
  const crypto = await createCrypto();
  workers = createWorkers({ workerFile: new URL('./worker.js', import.meta.url) });
  return { crypto, workers };
}

/** Beside the application when it is packaged, in the repository otherwise; macOS takes it from the bundle. */
function iconFile(): string | undefined {
  const file = join(app.getAppPath(), 'assets', 'icons', 'linux', '256x256.png');
  return process.platform !== 'darwin' && existsSync(file) ? file : undefined;
}

async function loadCore(opening: Opening, log: Log): Promise<void> {
  const [{ createApp }, { createHub }, { createSystemKeychain }, { startApplication }] = await Promise.all([
    import('./app/app.ts'),
    import('./hub/open-hub.ts'),
    import('./vault/keychain/system-keychain.ts'),
    import('./shell/application.ts'),
  ]);
  const core = createApp({
    dataDirectory,
    engines,
    keychain: createSystemKeychain(),
    clock: systemClock,
    random: systemRandom,
    timer: systemTimer,
    log,
    openHub: (location, expect) => createHub(location, { random: systemRandom }, expect),
    openMail: async () => {
      const { createSmtp } = await import('./mail/smtp.ts');
      return createSmtp({ clock: systemClock, timer: systemTimer });
    },
    syncs: true,
  });
  const closing = async (): Promise<void> => {
    await core.close();
    await workers?.close();
  };
  const ports = { clock: systemClock, random: systemRandom, timer: systemTimer };
  await startApplication({ ...ports, opening, core, links, log, closing });
}

function start(): void {
  const log = createLogFile(join(dataDirectory, 'logs', 'sealpost.log'), systemClock);
  process.on('uncaughtException', (error) => log.error('process.uncaught', {}, error));
  process.on('unhandledRejection', (error) => log.error('process.unhandled', {}, error));
  if (app.isPackaged) app.setAsDefaultProtocolClient('sealpost');
  app.on('second-instance', (_event, words, directory) => links.secondInstance(words, directory));
  const pages = fileURLToPath(new URL('../renderer', import.meta.url));
  // An ES module's top-level await would keep Electron from ever becoming ready.
  app
    .whenReady()
    .then(async () => {
      const opening = openFirst({ log, clock: systemClock, random: systemRandom, pages, icon: iconFile() });
      await opening.pageRead;
      await loadCore(opening, log);
    })
    .catch((error: unknown) => {
      log.error('start.failed', {}, error);
      app.exit(1);
    });
}

// One process a data directory: a second start hands its command line over and ends.
if (app.requestSingleInstanceLock()) start();
else app.quit();
