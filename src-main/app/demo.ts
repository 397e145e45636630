import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8 } from '../../src-shared/base/bytes.ts';
import type { Clock } from '../../src-shared/base/clock.ts';
import type { MemberId, ProfileId } from '../../src-shared/base/ids.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import type { Profile } from '../../src-shared/ipc/contract.ts';
import type { Role } from '../../src-shared/policy/model.ts';
import { MINIMUM_PASSWORD_COST } from '../crypto/kdf.ts';
import type { Draft } from '../packages/port.ts';
import type { Keychain } from '../vault/keychain/port.ts';
import { passwordBytes } from '../vault/password.ts';
import { writeDemoFiles } from './demo-files.ts';
import type { App, AppError, AppResult, MemberSession } from './port.ts';
import type { AppPorts } from './ports.ts';
import { writePrivateFile } from './write-file.ts';

/** Shared by the demo's people and shown on the unlock screen: it protects nothing. */
export const DEMO_PASSWORD = 'sealpost demo';
export const DEMO_PACKAGE_PASSWORD = 'lighthouse';

const DAY = 86_400_000;
const HOUR = 3_600_000;

const OWNER = { name: 'Dana Ruiz', email: 'dana.ruiz@harbour.example' };
const PEOPLE = [
  { name: 'Miriam Okafor', email: 'miriam.okafor@harbour.example', role: 'administrator' },
  { name: 'Tomás Lindqvist', email: 'tomas.lindqvist@harbour.example', role: 'member' },
  { name: 'Yuki Tanabe', email: 'yuki.tanabe@harbour.example', role: 'member' },
  { name: 'Priya Raman', email: 'priya.raman@harbour.example', role: 'member' },
] as const;
const INVITED = { name: 'Léa Fontaine', email: 'lea.fontaine@harbour.example', role: 'member' } as const;

/** Of the demo's people by name, to tell them apart while they are locked; null for anybody else. */
export function demoRole(name: string): Role | null {
  if (name === OWNER.name) return 'owner';
  return PEOPLE.find((person) => person.name === name)?.role ?? null;
}

type Who = (typeof PEOPLE)[number]['name'] | typeof OWNER.name;

export interface DemoPorts {
  readonly ports: AppPorts;
  readonly profiles: () => Promise<readonly Profile[]>;
  readonly directory: (profile: ProfileId) => string;
  readonly createApp: (ports: AppPorts) => App;
}

/** The demo's people live in the past, so that lists look like days of work. Never ahead of the real clock. */
function pastClock(real: Clock): Clock & { pass(milliseconds: number): void; real(): number } {
  let behind = 9 * DAY;
  return {
    now: () => real.now() - behind,
    real: () => real.now(),
    pass(milliseconds) {
      behind = Math.max(0, behind - milliseconds);
    },
  };
}

/** The demo has no secrets, and the person's own keychain is not to be filled with them. */
const noKeychain: Keychain = {
  backend: 'none',
  getPassword: async () => err({ code: 'keychain.unavailable', detail: 'demo' }),
  setPassword: async () => err({ code: 'keychain.unavailable', detail: 'demo' }),
  deletePassword: async () => err({ code: 'keychain.unavailable', detail: 'demo' }),
};

/** What went wrong, out of the middle of making the demo. */
class DemoFailure extends Error {
  readonly problem: AppError;

  constructor(problem: AppError) {
    super(problem.code);
    this.problem = problem;
  }
}

function demand<T>(result: { ok: true; value: T } | { ok: false; error: { code: string; detail?: string } }): T {
  if (result.ok) return result.value;
  throw new DemoFailure({ code: result.error.code, detail: result.error.detail ?? '' });
}

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
  const paths = await writeDemoFiles(files);
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

interface DemoPackage {
  readonly from: Who;
  readonly to: readonly Who[];
  readonly subject: string;
  readonly message: string;
  readonly folder?: string;
  readonly password?: string;
  /** Days until it expires, counted from now. */
  readonly expiresInDays?: number;
}

const EVERYONE: readonly Who[] = [OWNER.name, ...PEOPLE.map(({ name }) => name)];
const others = (who: Who): readonly Who[] => EVERYONE.filter((name) => name !== who);

const PACKAGES: readonly DemoPackage[] = [
  {
    from: 'Dana Ruiz',
    to: others('Dana Ruiz'),
    subject: 'Welcome to Sealpost',
    message: 'From today we exchange files here. Only the people you choose can open what you send; the hub cannot.',
  },
  {
    from: 'Priya Raman',
    to: ['Dana Ruiz', 'Miriam Okafor'],
    subject: 'Q3 figures',
    message: 'The table and a one-page summary. Returns look good for once.',
    folder: 'Q3 figures',
  },
  {
    from: 'Yuki Tanabe',
    to: ['Dana Ruiz', 'Tomás Lindqvist', 'Priya Raman'],
    subject: 'Brand refresh: logos and photos',
    message: 'Final logos, light and dark. The office photo is still a placeholder.',
    folder: 'Brand refresh',
  },
  {
    from: 'Miriam Okafor',
    to: ['Dana Ruiz', 'Tomás Lindqvist'],
    subject: 'Contract draft, confidential',
    message: `Closed with a package password on top. In this demo it is: ${DEMO_PACKAGE_PASSWORD}`,
    folder: 'Contract draft',
    password: DEMO_PACKAGE_PASSWORD,
  },
  {
    from: 'Tomás Lindqvist',
    to: ['Dana Ruiz', 'Yuki Tanabe'],
    subject: 'Door code for Thursday',
    message: 'The code for the meeting room changes on Friday, so this package goes away by itself.',
    expiresInDays: 3,
  },
];

/** One package at a time, hours apart. */
async function exchange(
  sessions: ReadonlyMap<Who, MemberSession>,
  paths: Readonly<Record<string, string>>,
  clock: ReturnType<typeof pastClock>,
): Promise<void> {
  const session = (who: Who): MemberSession => sessions.get(who) as MemberSession;
  const idOf = (who: Who): MemberId => session(who).member().id;
  for (const each of sessions.values()) await each.sync();
  const send = async (who: Who, draft: Omit<Draft, 'password' | 'expiresAt'> & Partial<Draft>): Promise<void> => {
    const { packages } = session(who);
    const id = demand(await packages.send({ password: null, expiresAt: null, ...draft }));
    const transfer = await packages.settled(id);
    if (transfer.phase !== 'done') throw new DemoFailure({ code: transfer.error?.code ?? 'internal', detail: 'demo' });
    for (const each of sessions.values()) await each.sync();
  };
  for (const { from, to, subject, message, folder, password, expiresInDays } of PACKAGES) {
    clock.pass(28 * HOUR);
    await send(from, {
      recipients: to.map(idOf),
      subject,
      message,
      paths: folder === undefined ? [] : [paths[folder] ?? ''],
      password: password === undefined ? null : passwordBytes(password),
      expiresAt: expiresInDays === undefined ? null : clock.real() + expiresInDays * DAY,
    });
  }
  for (const who of EVERYONE) {
    clock.pass(HOUR);
    await send(who, {
      recipients: [idOf(who)],
      subject: 'Travel notes',
      message: 'In the briefcase: only for myself.',
      paths: [paths['Travel notes'] ?? ''],
    });
  }
}

/** The oldest of each inbox, so that both kinds are to be seen. */
function markSomeRead(sessions: ReadonlyMap<Who, MemberSession>): void {
  for (const { packages } of sessions.values()) {
    const { rows } = packages.list('inbox', { after: null, limit: 100, filter: '' });
    const oldest = rows.reduce((a, b) => (a.sentAt <= b.sentAt ? a : b), rows[0] as (typeof rows)[number]);
    if (oldest !== undefined) packages.markRead(oldest.id, true);
  }
}
