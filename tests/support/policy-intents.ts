import fc from 'fast-check';
import type { DeviceId, InviteId, MailboxId, MemberId, OrganisationId } from '../../src-shared/base/ids.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { Action } from '../../src-shared/policy/actions.ts';
import { apply, type PolicyEntry, type Refusal } from '../../src-shared/policy/apply.ts';
import { genesisState } from '../../src-shared/policy/genesis-state.ts';
import type { PolicyState, Role } from '../../src-shared/policy/model.ts';

/*
 * Random and adversarial histories without cryptography. An intent says who tries what in numbers; a `World` makes an
 * entry of it that is well-formed where the intent wants it to be, so that the rules, not the chain, are what refuses.
 */

export interface Intent {
  readonly actor: number;
  readonly kind: 'invite' | 'reinvite' | 'activate' | 'role' | 'pair';
  readonly target: number;
  readonly role: Role;
  /** Milliseconds since the entry before; negative ones are backdated. */
  readonly later: number;
  /** What an attacker would try: an old code, somebody else's key, address, mailbox, device. */
  readonly twist: 'none' | 'old-code' | 'foreign-key' | 'foreign-mailbox' | 'taken-email' | 'foreign-device' | 'chain';
}

const roles: readonly Role[] = ['owner', 'administrator', 'member'];
const twists: readonly Intent['twist'][] = [
  'old-code',
  'foreign-key',
  'foreign-mailbox',
  'taken-email',
  'foreign-device',
  'chain',
];

export const intent: fc.Arbitrary<Intent> = fc.record({
  actor: fc.nat(11),
  kind: fc.constantFrom('invite', 'reinvite', 'activate', 'activate', 'role', 'pair'),
  target: fc.nat(11),
  role: fc.constantFrom(...roles),
  later: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 1_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1_000, max: -1 }) },
    { weight: 1, arbitrary: fc.integer({ min: 50_000, max: 200_000 }) },
  ),
  twist: fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...twists) },
  ),
});

const LIFE = 100_000;
export const id = <T extends string>(kind: string, number: number) => `${kind}${number}`.padEnd(26, '0') as T;
const key = (name: string) => `key-${name}`;

export const FIRST: PolicyState = genesisState({
  organisation: 'f'.repeat(64) as OrganisationId,
  at: 1_000_000,
  name: 'Lovelace Ltd',
  owner: {
    member: id<MemberId>('m', 0),
    name: 'Ada',
    email: 'ada@example.org',
    signing: key('s0'),
    sealing: key('e0'),
    mailbox: id<MailboxId>('b', 0),
    device: id<DeviceId>('d', 0),
    devicePublicKey: key('d0'),
    certificate: 'c0',
  },
});

export interface Attempt {
  readonly before: PolicyState;
  readonly entry: PolicyEntry;
  readonly outcome: Result<PolicyState, Refusal>;
}

/** Plays intents one after the other; refused ones leave the state as it was and the next goes on from there. */
export function play(intents: readonly Intent[], first: PolicyState = FIRST): readonly Attempt[] {
  const attempts: Attempt[] = [];
  const codes = new Map<MemberId, InviteId[]>();
  let state = first;
  for (const [step, wanted] of intents.entries()) {
    const entry = entryOf(state, step + 1, wanted, codes);
    const outcome = apply(state, entry);
    attempts.push({ before: state, entry, outcome });
    if (!outcome.ok) continue;
    state = outcome.value;
    for (const { id: member, invitation } of state.members.values()) {
      const known = codes.get(member) ?? [];
      if (invitation !== null && !known.includes(invitation.id)) codes.set(member, [...known, invitation.id]);
    }
  }
  return attempts;
}

const pick = <T>(values: Iterable<T>, index: number): T => {
  const list = [...values];
  return list[index % list.length] as T;
};

function entryOf(
  state: PolicyState,
  step: number,
  wanted: Intent,
  codes: ReadonlyMap<MemberId, readonly InviteId[]>,
): PolicyEntry {
  const target = pick(state.members.values(), wanted.target);
  const actor = wanted.kind === 'activate' && wanted.actor < 9 ? target : pick(state.members.values(), wanted.actor);
  const devices = [...state.devices.values()].filter(({ member }) => member === actor.id);
  const foreign = wanted.twist === 'foreign-device' ? pick(state.devices.values(), wanted.target).id : undefined;
  const actions = actionsOf(state, step, wanted, codes);
  const fresh = actions[0]?.type === 'member.activate' ? actions[0].device : undefined;
  return {
    seq: state.head.seq + 1,
    prev: wanted.twist === 'chain' ? 'another' : state.head.hash,
    hash: `hash-${step}`,
    at: state.at + wanted.later,
    author: actor.id,
    device: foreign ?? fresh ?? devices[0]?.id ?? id<DeviceId>('x', step),
    actions,
  };
}

function actionsOf(
  state: PolicyState,
  step: number,
  wanted: Intent,
  codes: ReadonlyMap<MemberId, readonly InviteId[]>,
): readonly Action[] {
  const target = pick(state.members.values(), wanted.target);
  const invitation = {
    id: wanted.twist === 'old-code' ? (codes.get(target.id)?.[0] ?? id<InviteId>('i', step)) : id<InviteId>('i', step),
    publicKey: wanted.twist === 'foreign-key' ? key('s0') : key(`i${step}`),
    expiresAt: state.at + wanted.later + LIFE,
  };
  const role = { type: 'member.role', member: target.id, role: wanted.role } as const;
  const invite = {
    type: 'member.invite',
    member: id<MemberId>('m', step),
    name: `Person ${step}`,
    email: wanted.twist === 'taken-email' ? target.email.toUpperCase() : `p${step}@example.org`,
    role: wanted.role,
    invitation,
  } as const;
  switch (wanted.kind) {
    case 'invite':
      return [invite];
    case 'reinvite':
      return [{ type: 'member.reinvite', member: target.id, invitation }];
    case 'role':
      return [role];
    case 'pair':
      return [invite, role];
    case 'activate':
      return [
        {
          type: 'member.activate',
          member: target.id,
          invitation: wanted.twist === 'old-code' ? invitation.id : (target.invitation?.id ?? invitation.id),
          name: `Newcomer ${step}`,
          signing: wanted.twist === 'foreign-key' ? key('s0') : key(`s${step}`),
          sealing: key(`e${step}`),
          mailbox: wanted.twist === 'foreign-mailbox' ? id<MailboxId>('b', 0) : id<MailboxId>('b', step),
          device: id<DeviceId>('d', step),
          devicePublicKey: key(`d${step}`),
          certificate: `c${step}`,
          proof: `p${step}`,
        },
      ];
  }
}
