import { writeFileSync } from 'node:fs';
import type { Crypto } from '../../../src-main/crypto/port.ts';
import { proveActivation } from '../../../src-main/organisation/activation.ts';
import { type DirectoryKey, type Signer, sealEntry } from '../../../src-main/organisation/entry-codec.ts';
import { openGenesis, sealGenesis } from '../../../src-main/organisation/genesis-codec.ts';
import { newKeyset, publicPart } from '../../../src-main/organisation/new-keyset.ts';
import { sealSnapshot } from '../../../src-main/organisation/snapshot/snapshot-codec.ts';
import { stateRoot } from '../../../src-main/organisation/snapshot/state-root.ts';
import { verifyEntry } from '../../../src-main/organisation/verify-entry.ts';
import { fromUtf8, hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { canonicalJson } from '../../../src-shared/base/canonical-json.ts';
import { toBase64Url } from '../../../src-shared/base/encoding.ts';
import {
  type BillingRecordId,
  type ContactId,
  type FolderId,
  type GroupId,
  type InviteId,
  type LinkId,
  type MemberId,
  type OrganisationId,
  type ProposalId,
  randomId,
} from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { genesisState } from '../../../src-shared/policy/model/genesis-state.ts';
import { type PolicyState, RULES } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { STATE_SECTIONS, stateChunks } from '../../../src-shared/policy/model/state-text.ts';
import { SEALPOST } from '../../../src-shared/policy/presets/sealpost.ts';
import { encodeTile, TILE_ENTRIES, tileKey } from '../../../src-shared/protocol/log-tile.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import { CLASS, ROLE } from '../../support/roles.ts';
import { testCrypto } from '../../unit/crypto/support.ts';
import type { LongLogVectors } from './schema.ts';

/*
 * Writes long-log.json: `npx tsx tests/vectors/long-log/make.ts`. All randomness is fixed. Run once a version: what it wrote
 * stays, so that later readers are held to it.
 *
 * A log of two epochs with something in every map of its state, and names beyond ASCII. Entries with `state.root` are 100,
 * in the tile, and 257, the first after it; the directory key is made anew by entry 120.
 */

const ROOTS = [100, 257];
const ROTATION = 120;
const LENGTH = 259;
const DAY = 86_400_000;

const crypto: Crypto = await testCrypto('long-log');
const random = { bytes: (length: number) => crypto.random(length) };
const at = Date.UTC(2030, 0, 1);

const own = newKeyset(crypto, randomId<MemberId>(random));
const directory: readonly DirectoryKey[] = [0, 1].map((epoch) => ({ epoch, key: crypto.random(32) }));
const keyOf = (epoch: number): DirectoryKey => {
  const key = directory[epoch];
  if (key === undefined) throw new Error(`no key ${epoch}`);
  return key;
};
const founder = { ...publicPart(crypto, own), name: 'Ada Lovelace', email: 'ada@example.org' };
const founding = { name: 'Z\u00fcrich & S\u00f8n', at, owner: founder };
const { stored: genesis, organisation } = sealGenesis(crypto, founding, SEALPOST, own.device.secretKey, keyOf(0).key);
const opened = unwrap(openGenesis(crypto, organisation, genesis, keyOf(0).key));
const draft = new StateDraft(genesisState(opened.founding, opened.preset));
const owner: Signer = { member: own.memberId, device: own.deviceId, secretKey: own.device.secretKey };
const entries: Uint8Array[] = [];
const states = new Map<number, PolicyState>([[0, draft.freeze()]]);

/** An entry a second, verified like any other. */
function write(signer: Signer, ...actions: readonly Action[]): void {
  const { member: author, device, secretKey } = signer;
  const { seq, hash: prev } = draft.head;
  const payload = { author, device, actions, seq: seq + 1, prev, at: draft.at + 1_000, rules: RULES };
  const key = keyOf(draft.directoryEpoch);
  const stored = sealEntry(crypto, organisation, key, payload, secretKey);
  unwrap(verifyEntry(crypto, draft, key, stored));
  entries.push(stored);
  states.set(seq + 1, draft.freeze());
}

const people = ['\u738b\u5c0f\u660e', 'Zo\u00eb', 'Nia \ud83d\udce8'].map((name) => ({
  name,
  keys: newKeyset(crypto, randomId<MemberId>(random)),
  invitation: randomId<InviteId>(random),
  pair: crypto.signingPair(),
}));
type Person = (typeof people)[number];

function invite({ name, keys: { memberId: member }, invitation: id, pair }: Person, index: number): Action {
  const invitation = { id, publicKey: hex(pair.publicKey), expiresAt: draft.at + 7 * DAY };
  const email = `person-${index}@example.org`;
  return { type: 'member.invite', member, name, email, class: CLASS.internal, roles: [ROLE.member], invitation };
}

function activate({ name, keys, invitation, pair }: Person): Signer {
  const unproven = { type: 'member.activate', invitation, name, ...publicPart(crypto, keys) } as const;
  const signer = { member: keys.memberId, device: keys.deviceId, secretKey: keys.device.secretKey };
  write(signer, { ...unproven, proof: hex(proveActivation(crypto, pair, organisation, unproven)) });
  return signer;
}

/** Of devices that have sent nothing. */
const pinsOf = (member: MemberId) =>
  draft.devicesOf(member).map(({ id: device }) => ({ device, seq: -1, hash: '0'.repeat(64) }));

write(owner, ...people.map(invite));
const [wang, zoe] = people.slice(0, 2).map(activate);
if (wang === undefined || zoe === undefined) throw new Error('nobody joined');
const [folder, contact] = [randomId<FolderId>(random), randomId<ContactId>(random)];
const records = [randomId<BillingRecordId>(random), randomId<BillingRecordId>(random)] as const;
// In the order of their code units: 10, 9, a, a-1.
const groups = ['a-1', 'a', '9', '10'].map((id) => id as GroupId);
const roles = { add: [ROLE.administrator], remove: [ROLE.member] };
write(
  owner,
  { type: 'member.roles', member: wang.member, ...roles, pins: pinsOf(wang.member) },
  ...groups.map((group) => ({ type: 'group.create', group, name: group, scope: true, permissions: {} }) as const),
  { type: 'member.groups', member: zoe.member, add: groups, remove: [], pins: pinsOf(zoe.member) },
  { type: 'contact.add', contact, name: 'Kontakt \u00c4', email: 'kontakt@example.org' },
  { type: 'folder.create', folder, name: 'Vertr\u00e4ge' },
  { type: 'folder.grant', folder, to: contact, level: 'read' },
  {
    type: 'link.add',
    link: randomId<LinkId>(random),
    organisation: hex(crypto.random(32)) as OrganisationId,
    name: 'Other',
  },
  { type: 'licence.set', bought: 20 },
  { type: 'threshold.set', danger: 'administrator.add', governors: 2 },
);
for (const key of ['audit', 'recovery', 'billing'] as const) {
  const publicKey = hex(crypto.sealingPair().publicKey);
  write(owner, { type: 'key.rotate', key, epoch: 1, publicKey, copies: hex(crypto.random(32)) });
}
for (const record of records) write(owner, { type: 'billing.record', record, hash: hex(crypto.random(32)) });
write(owner, { type: 'billing.void', record: records[0] });
write(wang, {
  type: 'proposal.open',
  proposal: randomId<ProposalId>(random),
  actions: [{ type: 'member.roles', member: zoe.member, ...roles, pins: [] }],
  expiresAt: draft.at + 30 * DAY,
});
while (entries.length < LENGTH) {
  const seq = entries.length + 1;
  if (ROOTS.includes(seq)) write(owner, { type: 'state.root', root: stateRoot(crypto, draft) });
  else if (seq === ROTATION) {
    const copies = hex(crypto.random(32));
    write(owner, { type: 'key.rotate', key: 'directory', epoch: 1, publicKey: null, copies });
  } else write(seq % 2 === 0 ? owner : wang, { type: 'organisation.edit', name: `Z\u00fcrich ${seq}` });
}

const stateAfter = (seq: number): PolicyState => {
  const state = states.get(seq);
  if (state === undefined) throw new Error(`no state after ${seq}`);
  return state;
};

function snapshot(seq: number): LongLogVectors['snapshots'][number] {
  const state = stateAfter(seq - 1);
  const key = keyOf(state.directoryEpoch);
  const bytes = sealSnapshot(crypto, key, seq, state);
  if (bytes === null) throw new Error('too large');
  return { name: snapshotKey(seq), seq, epoch: key.epoch, hash: hex(crypto.hash(bytes)), bytes: toBase64Url(bytes) };
}

/** As FORMAT.md says it. */
function digestOf(state: PolicyState, section: (typeof STATE_SECTIONS)[number]): string {
  const map: ReadonlyMap<string, unknown> = state[section];
  const ids = [...map.keys()].sort();
  if (section === 'taken') return hex(crypto.hash(utf8(JSON.stringify(ids.map((id) => [id, map.get(id)])))));
  const joined = ids.map((id) => hex(crypto.hash(utf8(canonicalJson(map.get(id))))));
  return hex(crypto.hash(Buffer.from(joined.join(''), 'hex')));
}

const tile = encodeTile(entries.slice(0, TILE_ENTRIES));
if (tile === null) throw new Error('too large');
const last = stateAfter(256);
const vectors: LongLogVectors = {
  organisation,
  directoryKeys: directory.map(({ key }) => hex(key)),
  genesis: toBase64Url(genesis),
  tile: { name: tileKey(0), hash: hex(crypto.hash(tile)), bytes: toBase64Url(tile) },
  entries: entries.slice(TILE_ENTRIES).map(toBase64Url),
  head: draft.head.hash,
  roots: [0, 99, 256, LENGTH].map((after) => ({ after, root: stateRoot(crypto, stateAfter(after)) })),
  state: {
    after: last.head.seq,
    chunks: [...stateChunks(last)].map(({ name, text }) => ({ name, text: fromUtf8(text) })),
    digests: STATE_SECTIONS.map((section) => ({ section, digest: digestOf(last, section) })),
  },
  snapshots: ROOTS.map(snapshot),
};
writeFileSync(new URL('./long-log.json', import.meta.url), `${JSON.stringify(vectors, null, 1)}\n`);
