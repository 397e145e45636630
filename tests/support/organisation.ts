import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import type { Crypto } from '../../src-main/crypto/port.ts';
import { createFolderHub } from '../../src-main/hub/folder-hub.ts';
import type { Hub } from '../../src-main/hub/port.ts';
import { createOrganisation } from '../../src-main/organisation/create.ts';
import { organisationMigrations } from '../../src-main/organisation/entry-store.ts';
import { invite } from '../../src-main/organisation/invite.ts';
import { inspectInvitation, joinOrganisation } from '../../src-main/organisation/join.ts';
import { type Membership, openMembership } from '../../src-main/organisation/membership.ts';
import type { MembershipPorts } from '../../src-main/organisation/membership-ports.ts';
import { fetchGenesis, openPolicyLog } from '../../src-main/organisation/open-policy-log.ts';
import { openDatabase } from '../../src-main/vault/database/open-database.ts';
import type { VaultDatabase } from '../../src-main/vault/database.ts';
import { keysetMigrations } from '../../src-main/vault/keyset-store.ts';
import type { RoleId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { parseLink } from '../../src-shared/protocol/invitation.ts';
import { entryKey } from '../../src-shared/protocol/policy-entry.ts';
import { ROLE } from './roles.ts';

export const START = Date.UTC(2030, 0, 1);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** One hub in a real folder and any number of people, each with a real SQLCipher vault; time stands until it is moved. */
export interface OrganisationBench {
  readonly crypto: Crypto;
  readonly clock: { now(): number; time: number };
  readonly hubPath: string;
  readonly hub: Hub;
  /** A new vault, and ports onto it; `hub` stands in for the folder. */
  ports(hub?: Hub): Promise<MembershipPorts>;
  /** Ada founds the organisation. */
  found(): Promise<Membership>;
  /** `inviter` invites, the newcomer joins from a vault of their own. */
  add(inviter: Membership, name: string, role?: RoleId): Promise<Membership>;
}

export async function organisationBench(): Promise<OrganisationBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-organisation-'));
  const hubPath = path.join(folder, 'hub');
  await mkdir(hubPath);
  const crypto = await createCrypto();
  const random = { bytes: (length: number) => crypto.random(length) };
  const clock = {
    time: START,
    now() {
      return this.time;
    },
  };
  const hub = createFolderHub({ path: hubPath, random });
  const open: { close(): void }[] = [];
  onTestFinished(async () => {
    for (const database of open) database.close();
    await hub.close();
    await rm(folder, { recursive: true, force: true });
  });

  function database(): VaultDatabase {
    const opened = openDatabase({
      path: path.join(folder, `vault-${open.length}.db`),
      key: crypto.random(32),
      mode: 'create',
      migrations: [...keysetMigrations, ...organisationMigrations],
    });
    open.push(unwrap(opened));
    return unwrap(opened);
  }

  const bench: OrganisationBench = {
    crypto,
    clock,
    hubPath,
    hub,
    ports: async (other = hub) => ({ hub: other, crypto, database: database(), clock }),
    async found() {
      const ports = await bench.ports();
      const hubLocation = { kind: 'folder', path: hubPath } as const;
      const founder = { organisation: 'Lovelace Ltd', name: 'Ada', email: 'ada@example.org', hubLocation };
      unwrap(await createOrganisation(ports, founder));
      return unwrap(await openMembership(ports));
    },
    async add(inviter, name, role = ROLE.member) {
      const email = `${name.toLowerCase()}@example.org`;
      const { link } = unwrap(await invite(inviter, { name, email, role }));
      return join(await bench.ports(), link, name);
    },
  };
  return bench;
}

/** Joins by the link's text; throws when that fails. */
export async function join(ports: MembershipPorts, text: string, name: string): Promise<Membership> {
  const link = parseLink(text);
  if (link === null) throw new Error('not a link');
  const opened = unwrap(await inspectInvitation(ports, link));
  unwrap(await joinOrganisation(ports, link, opened, name));
  return unwrap(await openMembership(ports));
}

/** A fresh vault that holds the directory key and nothing else: reads the whole log from the hub, as a newcomer would. */
export async function reader(bench: OrganisationBench, of: Membership, hub: Hub = bench.hub) {
  const ports = { ...(await bench.ports(hub)), organisation: of.log.organisation, directoryKey: of.directoryKey };
  return { ports, fetched: await fetchGenesis(ports), log: () => openPolicyLog(ports) };
}

/** `reader` whose genesis verified, with its log. */
export async function newReader(bench: OrganisationBench, of: Membership, hub: Hub = bench.hub) {
  const { ports, fetched, log } = await reader(bench, of, hub);
  unwrap(fetched);
  const opened = log();
  if (opened === null) throw new Error('no genesis');
  return { ports, log: opened, reopen: () => log() ?? opened };
}

/** The exact bytes of an entry on the hub. */
export async function entryBytes(hub: Hub, seq: number): Promise<Uint8Array> {
  const bytes = unwrap(await hub.get(seq === 0 ? 'org.json' : entryKey(seq), { maxBytes: 8 << 20 }));
  if (bytes === null) throw new Error(`no entry ${seq}`);
  return bytes;
}
