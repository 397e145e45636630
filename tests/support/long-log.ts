import type { Crypto } from '../../src-main/crypto/port.ts';
import type { Hub } from '../../src-main/hub/port.ts';
import { proveActivation } from '../../src-main/organisation/activation.ts';
import { type DirectoryKey, type Signer, sealEntry } from '../../src-main/organisation/entry-codec.ts';
import { openGenesis, sealGenesis } from '../../src-main/organisation/genesis-codec.ts';
import { newKeyset, publicPart } from '../../src-main/organisation/new-keyset.ts';
import { stateRoot } from '../../src-main/organisation/snapshot/state-root.ts';
import { hex } from '../../src-shared/base/bytes.ts';
import { type InviteId, type MemberId, type OrganisationId, type RoleId, randomId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import type { Action, ActionOf } from '../../src-shared/policy/action/action.ts';
import { applyTo } from '../../src-shared/policy/apply/apply.ts';
import { genesisState } from '../../src-shared/policy/model/genesis-state.ts';
import { type PolicyState, RULES } from '../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import { SEALPOST } from '../../src-shared/policy/presets/sealpost.ts';
import { GENESIS_KEY } from '../../src-shared/protocol/genesis.ts';
import { encodeTile, TILE_ENTRIES, tileKey } from '../../src-shared/protocol/log-tile.ts';
import { entryKey } from '../../src-shared/protocol/policy-entry.ts';
import { CLASS, ROLE } from './roles.ts';

/** A policy log as its writers would have left it: every entry signed by the device of somebody who may. */
export interface LongLog {
  readonly organisation: OrganisationId;
  readonly directory: DirectoryKey;
  readonly genesis: Uint8Array;
  /** The state of genesis. */
  readonly first: PolicyState;
  /** Entries 1, 2, ... as on a hub. */
  readonly entries: readonly Uint8Array[];
  /** The state after the last. */
  readonly state: PolicyState;
  readonly owner: Signer;
  /** Who activated their accounts, in that order; the first tenth are administrators. */
  readonly people: readonly Signer[];
}

export interface LongLogOptions {
  readonly members: number;
  readonly length: number;
  /** Every so many entries the owner commits to the state before; never unless given. */
  readonly rootEvery?: number;
}

export const FOUNDED = Date.UTC(2030, 0, 1);
const INVITED_AT_ONCE = 200;

/**
 * An owner invites `members` people. They activate their accounts one after the other, evenly over the log; the first tenth
 * become administrators, who with the owner change what the others may do. An entry a second.
 */
export function longLog(crypto: Crypto, { members, length, rootEvery }: LongLogOptions): LongLog {
  const random = { bytes: (count: number) => crypto.random(count) };
  const keys = newKeyset(crypto, randomId<MemberId>(random));
  const directory = { epoch: 0, key: crypto.random(32) };
  const founder = { ...publicPart(crypto, keys), name: 'Ada', email: 'ada@example.org' };
  const founding = { name: 'Lovelace Ltd', at: FOUNDED, owner: founder };
  const { stored: genesis, organisation } = sealGenesis(
    crypto,
    founding,
    SEALPOST,
    keys.device.secretKey,
    directory.key,
  );
  const opened = unwrap(openGenesis(crypto, organisation, genesis, directory.key));
  const first = genesisState(opened.founding, opened.preset);
  const draft = new StateDraft(first);
  const owner = { member: keys.memberId, device: keys.deviceId, secretKey: keys.device.secretKey };
  const entries: Uint8Array[] = [];

  function write(actions: readonly Action[], signer: Signer): void {
    add(actions, signer);
    const due = rootEvery !== undefined && (entries.length + 1) % rootEvery === 0;
    if (due) add([{ type: 'state.root', root: stateRoot(crypto, draft) }], owner);
  }

  function add(actions: readonly Action[], { member: author, device, secretKey }: Signer): void {
    const { seq, hash: prev } = draft.head;
    const payload = { author, device, actions, seq: seq + 1, prev, at: draft.at + 1_000, rules: RULES };
    const stored = sealEntry(crypto, organisation, directory, payload, secretKey);
    unwrap(applyTo(draft, { ...payload, hash: hex(crypto.hash(stored)) }));
    entries.push(stored);
  }

  const newcomers = Array.from({ length: members }, (_, index) => ({
    keys: newKeyset(crypto, randomId<MemberId>(random)),
    invitation: randomId<InviteId>(random),
    pair: crypto.signingPair(),
    name: `Person ${index}`,
  }));
  type Newcomer = (typeof newcomers)[number];

  function invite({ keys: { memberId }, invitation, pair, name }: Newcomer): ActionOf<'member.invite'> {
    return {
      type: 'member.invite',
      member: memberId,
      name,
      email: `${memberId}@example.org`,
      class: CLASS.internal,
      roles: [ROLE.member],
      invitation: { id: invitation, publicKey: hex(pair.publicKey), expiresAt: draft.at + 7 * 86_400_000 },
    };
  }

  function activate({ keys: own, invitation, pair, name }: Newcomer): Signer {
    const unproven = { type: 'member.activate', invitation, name, ...publicPart(crypto, own) } as const;
    const signer = { member: own.memberId, device: own.deviceId, secretKey: own.device.secretKey };
    write([{ ...unproven, proof: hex(proveActivation(crypto, pair, organisation, unproven)) }], signer);
    return signer;
  }

  /** Of devices that have sent nothing. */
  const pinsOf = (member: MemberId) =>
    draft.devicesOf(member).map(({ id: device }) => ({ device, seq: -1, hash: '0'.repeat(64) }));

  /** This role instead of the one they have. */
  function roles(member: MemberId, role: RoleId): Action {
    const remove = draft.members.get(member)?.roles.map(({ id }) => id) ?? [];
    return { type: 'member.roles', member, add: [role], remove, pins: pinsOf(member) };
  }

  /** Another role and back, or a right taken and given back. */
  function change(member: MemberId, turn: number): Action {
    const { roles: held = [], overrides = {} } = draft.members.get(member) ?? {};
    if (turn % 2 === 0) return roles(member, held[0]?.id === ROLE.member ? ROLE.auditor : ROLE.member);
    const permission = 'pkg.cooperative';
    const effect = overrides[permission] === undefined ? 'deny' : null;
    return { type: 'member.override', member, permission, effect, pins: pinsOf(member) };
  }

  for (let from = 0; from < members; from += INVITED_AT_ONCE) {
    write(newcomers.slice(from, from + INVITED_AT_ONCE).map(invite), owner);
  }
  const administrators: Signer[] = [];
  const others: Signer[] = [];
  const spacing = Math.max(1, Math.floor((length - entries.length) / (members + 1)));
  for (let turn = 0; entries.length < length || turn < members; turn += 1) {
    const newcomer = turn % spacing === 0 ? newcomers[turn / spacing] : undefined;
    if (newcomer !== undefined) {
      const signer = activate(newcomer);
      if (administrators.length >= members / 10) others.push(signer);
      else administrators.push(signer);
      if (administrators.at(-1) === signer) write([roles(signer.member, ROLE.administrator)], owner);
      continue;
    }
    const author = [owner, ...administrators][turn % (administrators.length + 1)] ?? owner;
    const member = others[turn % others.length]?.member;
    write([member === undefined ? { type: 'organisation.edit', name: `Name ${turn}` } : change(member, turn)], author);
  }
  const people = [...administrators, ...others];
  return { organisation, directory, genesis, first, entries, state: draft.freeze(), owner, people };
}

/** The log as it lies on a hub. */
export async function putLog(hub: Hub, log: Pick<LongLog, 'genesis' | 'entries'>): Promise<void> {
  const durable = 'flush';
  unwrap(await hub.put(GENESIS_KEY, log.genesis.slice(), { durable }));
  for (const [index, stored] of log.entries.entries()) {
    unwrap(await hub.put(entryKey(index + 1), stored.slice(), { durable }));
  }
}

/** All of its tiles that are complete. */
export async function putTiles(hub: Hub, { entries }: Pick<LongLog, 'entries'>): Promise<void> {
  for (let tile = 0; (tile + 1) * TILE_ENTRIES <= entries.length; tile += 1) {
    const body = encodeTile(entries.slice(tile * TILE_ENTRIES, (tile + 1) * TILE_ENTRIES));
    if (body !== null) unwrap(await hub.put(tileKey(tile), body, { durable: 'flush' }));
  }
}
