import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { createFolderHub } from '../../../src-main/hub/folder-hub.ts';
import { createOrganisation } from '../../../src-main/organisation/create.ts';
import { organisationMigrations } from '../../../src-main/organisation/entry-store.ts';
import { invite, setRole } from '../../../src-main/organisation/invite.ts';
import { inspectInvitation, joinOrganisation } from '../../../src-main/organisation/join.ts';
import { openMembership } from '../../../src-main/organisation/membership.ts';
import { openDatabase } from '../../../src-main/vault/database/open-database.ts';
import { keysetMigrations } from '../../../src-main/vault/keyset-store.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { bundleKey, parseLink } from '../../../src-shared/protocol/invitation.ts';
import { entryKey } from '../../../src-shared/protocol/policy-entry.ts';
import { ROLE } from '../../support/roles.ts';
import type { Vectors } from './schema.ts';

/* Writes organisation.json with fresh keys. Run once a version: what it wrote stays, so that later readers are held to it. */

const folder = mkdtempSync(path.join(tmpdir(), 'sealpost-vectors-'));
const crypto = await createCrypto();
const hub = createFolderHub({ path: folder, random: { bytes: (length) => crypto.random(length) } });
const clock = { now: () => Date.UTC(2030, 0, 1) };
const ports = (name: string) => {
  const options = { path: path.join(folder, name), key: crypto.random(32), mode: 'create' } as const;
  const database = unwrap(openDatabase({ ...options, migrations: [...keysetMigrations, ...organisationMigrations] }));
  return { hub, crypto, clock, database };
};
const get = async (key: string) => hex(unwrap(await hub.get(key, { maxBytes: 1 << 20 })) ?? new Uint8Array());

const owner = ports('owner.db');
const hubLocation = { kind: 'folder', path: '/hub' } as const;
const founder = { organisation: 'Z\u00fcrich & S\u00f8n', name: 'Ada Lovelace', email: 'ada@example.org', hubLocation };
unwrap(await createOrganisation(owner, founder));
const ada = unwrap(await openMembership(owner));
const invited = { name: '\u738b\u5c0f\u660e', email: 'wang+box@example.org', role: ROLE.member } as const;
const { link: text, member } = unwrap(await invite(ada, invited));
const link = parseLink(text);
if (link === null) throw new Error('no link');
const bundle = await get(bundleKey(link.invitation));
const newcomer = ports('newcomer.db');
const opened = unwrap(await inspectInvitation(newcomer, link));
unwrap(await joinOrganisation(newcomer, link, opened, invited.name));
unwrap(await setRole(ada, member, ROLE.administrator));
unwrap(await invite(ada, { name: 'Nia', email: 'nia@example.org', role: ROLE.administrator }));

const state = ada.log.state();
const stored = await Promise.all(Array.from({ length: state.head.seq }, (_, index) => get(entryKey(index + 1))));
const { organisationName, name, email, roles } = opened.bundle;
const vectors: Vectors = {
  directoryKey: hex(ada.directoryKey(0) ?? new Uint8Array()),
  genesis: await get('org.json'),
  entries: stored.map((bytes) => ({ stored: bytes, hash: hex(crypto.hash(Buffer.from(bytes, 'hex'))) })),
  link: text,
  bundle,
  invitation: { organisationName, name, email, roles },
  state: {
    name: state.name,
    people: [...state.members.values()].map((each) => ({
      name: each.name,
      email: each.email,
      roles: each.roles.map(({ id }) => id),
      status: each.status,
    })),
  },
};
writeFileSync(new URL('./organisation.json', import.meta.url), `${JSON.stringify(vectors, null, 1)}\n`);
await hub.close();
