import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { MIGRATIONS } from '../../src-main/app/migrations.ts';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import type { Crypto, Workers } from '../../src-main/crypto/port.ts';
import { createWorkers } from '../../src-main/crypto/workers/create-workers.ts';
import { createFolderHub } from '../../src-main/hub/folder-hub.ts';
import type { Hub } from '../../src-main/hub/port.ts';
import { createOrganisation } from '../../src-main/organisation/create.ts';
import { invite } from '../../src-main/organisation/invite.ts';
import { inspectInvitation, joinOrganisation } from '../../src-main/organisation/join.ts';
import { type Membership, openMembership } from '../../src-main/organisation/membership.ts';
import { createPackages } from '../../src-main/packages/packages.ts';
import type { Draft, Packages } from '../../src-main/packages/port.ts';
import type { Tuning } from '../../src-main/packages/ports.ts';
import { systemTimer } from '../../src-main/system/system-timer.ts';
import { type OpenDatabase, openDatabase } from '../../src-main/vault/database/open-database.ts';
import { keysetMigrations } from '../../src-main/vault/keyset-store.ts';
import { metaMigrations } from '../../src-main/vault/meta.ts';
import type { MemberId, RoleId } from '../../src-shared/base/ids.ts';
import type { Random } from '../../src-shared/base/random.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { parseLink } from '../../src-shared/protocol/invitation.ts';
import { ROLE } from './roles.ts';
import { workerFile } from './worker-file.ts';

/** What password hashing costs at its cheapest accepted, and waits short enough for tests. */
export const TEST_TUNING: Partial<Tuning> = {
  retryDelays: [10, 20, 50],
  passes: 2,
  memoryKiB: 64 * 1024,
  relistMs: 0,
};

/** A clock that goes by itself, and may be set. */
export interface TestClock {
  now(): number;
  /** Added to the real time, in milliseconds. */
  ahead: number;
}

/** One member, in possession of a real vault, and the packages they see. */
export interface Person {
  readonly id: MemberId;
  readonly name: string;
  membership: Membership;
  database: OpenDatabase;
  readonly vault: { readonly path: string; readonly key: Uint8Array };
  readonly clock: TestClock;
  readonly hub: Hub;
  packages: Packages;
  /** Closes the packages and opens them again, as a restart does; `hub` stands in for the folder from then on. */
  restart(options?: { readonly hub?: Hub; readonly tuning?: Partial<Tuning> }): Promise<Packages>;
  /** Closes the vault too, so that another process may have it; `comeBack` opens it again. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

/** An organisation over a folder hub, with real cryptography, vaults and worker threads. */
export interface World {
  readonly folder: string;
  readonly hubPath: string;
  readonly crypto: Crypto;
  readonly random: Random;
  readonly workers: Workers;
  /** Someone who has joined; the first is the owner. */
  add(name: string, options?: { readonly role?: RoleId; readonly hub?: Hub }): Promise<Person>;
  /** A new empty folder. */
  directory(name?: string): Promise<string>;
  close(): Promise<void>;
}

export const MEMBER_MIGRATIONS = [
  ...keysetMigrations,
  ...metaMigrations.filter(({ id }) => MIGRATIONS.every((migration) => migration.id !== id)),
  ...MIGRATIONS,
];

/** A world that ends with the test it was made in. */
export async function worldForTest(): Promise<World> {
  const world = await createWorld();
  onTestFinished(() => world.close());
  return world;
}

export async function createWorld(): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-world-'));
  const hubPath = path.join(folder, 'hub');
  await mkdir(hubPath);
  const crypto = await createCrypto();
  const random: Random = { bytes: (length) => crypto.random(length) };
  const workers = createWorkers({ workerFile: workerFile(), count: 2 });
  const people: Person[] = [];
  let directories = 0;

  function newVault(name: string) {
    const vault = { path: path.join(folder, `${name}.db`), key: crypto.random(32) };
    return { vault, database: openVault(vault, 'create') };
  }

  async function become(name: string, role: RoleId, hub: Hub, clock: TestClock, database: OpenDatabase) {
    const ports = { hub, crypto, database, clock };
    const inviter = people[0];
    if (inviter === undefined) {
      const hubLocation = { kind: 'folder', path: hubPath } as const;
      const founder = { organisation: 'World', name, email: `${name.toLowerCase()}@example.org`, hubLocation };
      unwrap(await createOrganisation(ports, founder));
    } else {
      const email = `${name.toLowerCase()}@example.org`;
      const invited = unwrap(await invite(inviter.membership, { name, email, role }));
      const link = parseLink(invited.link);
      if (link === null) throw new Error('not a link');
      unwrap(await joinOrganisation(ports, link, unwrap(await inspectInvitation(ports, link)), name));
    }
    return unwrap(await openMembership(ports));
  }

  return {
    folder,
    hubPath,
    crypto,
    random,
    workers,
    async add(name, options = {}) {
      const hub = options.hub ?? createFolderHub({ path: hubPath, random });
      const clock: TestClock = {
        ahead: 0,
        now() {
          return Date.now() + this.ahead;
        },
      };
      const { vault, database } = newVault(name);
      const membership = await become(name, options.role ?? ROLE.member, hub, clock, database);
      const open = (over: Hub, tuning: Partial<Tuning>) =>
        packagesOf(person.membership, { hub: over, workers, random, clock, tuning });
      const person: Person = {
        id: membership.keyset.memberId,
        name,
        membership,
        database,
        vault,
        clock,
        hub,
        packages: packagesOf(membership, { hub, workers, random, clock, tuning: TEST_TUNING }),
        async restart(changes = {}) {
          await person.packages.close();
          person.packages = open(changes.hub ?? hub, { ...TEST_TUNING, ...changes.tuning });
          await person.packages.resumeOutbox();
          return person.packages;
        },
        async leave() {
          await person.packages.close();
          person.database.close();
        },
        async comeBack() {
          person.database = openVault(vault, 'open');
          person.membership = unwrap(await openMembership({ hub, crypto, database: person.database, clock }));
          unwrap(await person.membership.log.sync());
          person.packages = open(hub, TEST_TUNING);
        },
      };
      people.push(person);
      // As the sync loop of everybody's app would.
      for (const each of people) unwrap(await each.membership.log.sync());
      return person;
    },
    async directory(name = `directory-${directories}`) {
      directories += 1;
      const made = path.join(folder, name);
      await mkdir(made);
      return made;
    },
    async close() {
      for (const person of people) await person.packages.close();
      await workers.close();
      for (const person of people) {
        await person.hub.close();
        person.database.close();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function openVault(
  vault: { readonly path: string; readonly key: Uint8Array },
  mode: 'create' | 'open',
): OpenDatabase {
  return unwrap(openDatabase({ path: vault.path, key: vault.key.slice(), mode, migrations: MEMBER_MIGRATIONS }));
}

export function packagesOf(
  membership: Membership,
  ports: {
    readonly hub: Hub;
    readonly workers: Workers;
    readonly random: Random;
    readonly clock: TestClock;
    readonly tuning: Partial<Tuning>;
  },
): Packages {
  const { keyset, crypto, database, log } = membership;
  return createPackages({
    ...ports,
    crypto,
    database,
    log,
    timer: systemTimer,
    me: {
      member: keyset.memberId,
      device: keyset.deviceId,
      mailbox: keyset.mailbox,
      deviceKey: keyset.device.secretKey,
      sealing: keyset.sealing,
    },
  });
}

/** A draft with everything left out that the test does not speak of. */
export function draft(fields: Partial<Draft> & Pick<Draft, 'recipients'>): Draft {
  return { subject: 'Subject', message: 'Message', paths: [], password: null, expiresAt: null, ...fields };
}

/** Sends and waits until it is done; throws when it fails. */
export async function deliver(from: Person, fields: Partial<Draft> & Pick<Draft, 'recipients'>) {
  const id = unwrap(await from.packages.send(draft(fields)));
  const transfer = await from.packages.settled(id);
  if (transfer.phase !== 'done')
    throw new Error(`${transfer.phase}: ${transfer.error?.code} ${transfer.error?.detail}`);
  return id;
}
