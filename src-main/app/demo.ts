import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8 } from '../../src-shared/base/bytes.ts';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import type { Profile } from '../../src-shared/ipc/app-contract.ts';
import { MINIMUM_PASSWORD_COST } from '../crypto/kdf.ts';
import { writePrivateFile } from '../system/write-private-file.ts';
import type { Keychain } from '../vault/keychain/port.ts';
import { passwordBytes } from '../vault/password.ts';
import { DemoFailure, demand } from './demo/failure.ts';
import { writeDemoFiles } from './demo/files.ts';
import { exchange, markSomeRead } from './demo/packages.ts';
import { DAY, HOUR, pastClock } from './demo/past-clock.ts';
import { INVITED, OWNER, PEOPLE, type Who } from './demo/people.ts';
import type { AppResult } from './error.ts';
import type { App, MemberSession } from './port.ts';
import type { AppPorts } from './ports.ts';

/** Shared by the demo's people and shown on the unlock screen: it protects nothing. */
export const DEMO_PASSWORD = 'sealpost demo';

export interface DemoPorts {
  readonly ports: AppPorts;
  readonly profiles: () => Promise<readonly Profile[]>;
  readonly directory: (profile: ProfileId) => string;
  readonly createApp: (ports: AppPorts) => App;
}

/** The demo has no secrets, and the person's own keychain is not to be filled with them. */
const noKeychain: Keychain = {
  backend: 'none',
  getPassword: async () => err({ code: 'keychain.unavailable', detail: 'demo' }),
  setPassword: async () => err({ code: 'keychain.unavailable', detail: 'demo' }),
  deletePassword: async () => err({ code: 'keychain.unavailable', detail: 'demo' }),
};

/**
 * Creates the demo organisation, or finds it: a folder hub below the data directory, people of every role, packages
 * between them. Everything goes through the services that a window uses. Only the password hashing is at its cheapest
 * accepted cost, for the password is no secret. A demo that was interrupted is made anew.
 */
export async function openDemo(demo: DemoPorts): AppResult<{ profiles: readonly Profile[]; password: string }> {
  const home = join(demo.ports.dataDirectory, 'demo');
  const complete = join(home, 'complete');
  const people = async (): Promise<readonly Profile[]> => (await demo.profiles()).filter((profile) => profile.demo);
  const found = await people();
  if (found.length > 0 && existsSync(complete)) return ok({ profiles: inOrder(found), password: DEMO_PASSWORD });
  for (const profile of found) await rm(demo.directory(profile.id as ProfileId), { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
  try {
    await makeDemo(demo, home);
    demand(await writePrivateFile(complete, utf8('1\n')));
    return ok({ profiles: inOrder(await people()), password: DEMO_PASSWORD });
  } catch (error) {
    if (error instanceof DemoFailure) return err(error.problem);
    throw error;
  }
}

/** The owner first, then by name. */
const inOrder = (profiles: readonly Profile[]): readonly Profile[] =>
  [...profiles].sort((a, b) => Number(b.member === OWNER.name) - Number(a.member === OWNER.name));

async function makeDemo({ ports, createApp }: DemoPorts, home: string): Promise<void> {
  const clock = pastClock(ports.clock);
  const hub = { kind: 'folder', path: join(home, 'hub') } as const;
  const files = join(home, 'files');
  await mkdir(hub.path, { recursive: true });
  const paths = await writeDemoFiles(files, clock.now());
  const app = createApp({
    ...ports,
    clock,
    keychain: noKeychain,
    passwordCost: MINIMUM_PASSWORD_COST,
    syncs: false,
    tuning: { passes: MINIMUM_PASSWORD_COST.passes, memoryKiB: MINIMUM_PASSWORD_COST.memoryKiB },
  });
  const password = () => passwordBytes(DEMO_PASSWORD);
  const sessionOf = (profile: ProfileId): MemberSession => {
    const session = app.session(profile);
    if (session === null) throw new Error('a profile that was just made is locked');
    return session;
  };
  try {
    const owner = await app.createOrganisation({
      organisation: 'Harbour & Lane',
      ...OWNER,
      password: password(),
      hub,
      allowPasswordOnly: true,
    });
    const sessions = new Map<Who, MemberSession>([[OWNER.name, sessionOf(demand(owner))]]);
    for (const person of PEOPLE) {
      clock.pass(HOUR);
      const dana = sessions.get(OWNER.name) as MemberSession;
      const { link } = demand(await dana.invite(person));
      const joined = await app.join({
        invitation: link,
        name: person.name,
        password: password(),
        allowPasswordOnly: true,
      });
      sessions.set(person.name, sessionOf(demand(joined)));
    }
    await exchange(sessions, paths, clock);
    // Fresh, so that the invitation is open for its full week.
    clock.pass(9 * DAY);
    const miriam = sessions.get('Miriam Okafor') as MemberSession;
    await miriam.sync();
    demand(await miriam.invite(INVITED));
    for (const session of sessions.values()) await session.sync();
    markSomeRead(sessions);
  } finally {
    await app.close();
    await rm(files, { recursive: true, force: true });
  }
}
