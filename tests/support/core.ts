import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src-main/app/app.ts';
import { silentLog } from '../../src-main/app/log.ts';
import type { App, MemberSession } from '../../src-main/app/port.ts';
import type { AppPorts, Engines } from '../../src-main/app/ports.ts';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { MINIMUM_PASSWORD_COST } from '../../src-main/crypto/kdf.ts';
import { createWorkers } from '../../src-main/crypto/workers/create-workers.ts';
import { createHub } from '../../src-main/hub/open-hub.ts';
import { createSmtp } from '../../src-main/mail/smtp.ts';
import { systemClock } from '../../src-main/system/system-clock.ts';
import { systemRandom } from '../../src-main/system/system-random.ts';
import { systemTimer } from '../../src-main/system/system-timer.ts';
import { passwordBytes } from '../../src-main/vault/password.ts';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { createMemoryKeychain, type MemoryKeychain } from './memory-keychain.ts';
import { ROLE } from './roles.ts';
import { workerFile } from './worker-file.ts';

export const CORE_PASSWORD = 'correct horse battery staple';

export interface CoreBench {
  readonly folder: string;
  readonly hub: { readonly kind: 'folder'; readonly path: string };
  readonly keychain: MemoryKeychain;
  /** A core with a data directory of its own by that name; the same name again is the same machine, restarted. */
  core(name: string, changes?: Partial<AppPorts>): App;
}

/** Real crypto, workers, vaults and a folder hub; Argon2id at its cheapest accepted cost; a keychain in memory. */
export async function coreBench(): Promise<CoreBench> {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-core-'));
  const path = join(folder, 'hub');
  await mkdir(path);
  const keychain = createMemoryKeychain();
  const apps: App[] = [];
  let loaded: Promise<Engines> | null = null;
  const engines = (): Promise<Engines> => {
    loaded ??= createCrypto().then((crypto) => ({ crypto, workers: createWorkers({ workerFile: workerFile() }) }));
    return loaded;
  };
  onTestFinished(async () => {
    await Promise.all(apps.map((app) => app.close()));
    if (loaded !== null) await (await loaded).workers.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    hub: { kind: 'folder', path },
    keychain,
    core(name, changes = {}) {
      const app = createApp({
        dataDirectory: join(folder, name),
        engines,
        keychain,
        clock: systemClock,
        random: systemRandom,
        timer: systemTimer,
        log: silentLog,
        openHub: (location, expect) => createHub(location, { random: systemRandom }, expect),
        openMail: async () => createSmtp({ clock: systemClock, timer: systemTimer }),
        passwordCost: MINIMUM_PASSWORD_COST,
        tuning: MINIMUM_PASSWORD_COST,
        syncs: false,
        ...changes,
      });
      apps.push(app);
      return app;
    },
  };
}

export const corePassword = (): Uint8Array => passwordBytes(CORE_PASSWORD);

export function sessionOf(app: App, profile: ProfileId): MemberSession {
  const session = app.session(profile);
  if (session === null) throw new Error('locked');
  return session;
}

/** An organisation founded by Dana; her session. */
export async function founded(bench: CoreBench, app: App): Promise<MemberSession> {
  const created = await app.createOrganisation({
    organisation: 'Acme',
    name: 'Dana Ruiz',
    email: 'dana@acme.example',
    password: corePassword(),
    hub: bench.hub,
    allowPasswordOnly: false,
  });
  return sessionOf(app, unwrap(created));
}

/** Invites and joins; the newcomer's session. */
export async function joined(by: MemberSession, app: App, name: string): Promise<MemberSession> {
  const email = `${name.toLowerCase().replace(/[^a-z]/g, '')}@acme.example`;
  const { link } = unwrap(await by.invite({ name, email, role: ROLE.member }));
  const profile = await app.join({ invitation: link, name, password: corePassword(), allowPasswordOnly: false });
  const session = sessionOf(app, unwrap(profile));
  await by.sync();
  return session;
}
