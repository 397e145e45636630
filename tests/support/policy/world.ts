import { expect } from 'vitest';
import { concat, fromUtf8 } from '../../../src-shared/base/bytes.ts';
import type {
  ClassId,
  DeviceId,
  InviteId,
  MailboxId,
  MemberId,
  OrganisationId,
  RoleId,
} from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { type Action, type ActionOf, type ActionType, parseAction } from '../../../src-shared/policy/action/action.ts';
import { apply, applyTo, type PolicyEntry, type Refusal } from '../../../src-shared/policy/apply/apply.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import { genesisState } from '../../../src-shared/policy/model/genesis-state.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { stateChunks } from '../../../src-shared/policy/model/state-text.ts';
import type { Preset } from '../../../src-shared/policy/presets/preset.ts';
import { SEALPOST } from '../../../src-shared/policy/presets/sealpost.ts';
import { days, hexOf, idOf } from './ids.ts';

/*
 * A small organisation that came about by entries alone, and short words for what is done to it. Person 0 is the owner;
 * the device of person n is device n.
 */

export const START = days(20_000);

export const memberOf = (number: number) => idOf<MemberId>('m', number);
export const deviceOf = (number: number) => idOf<DeviceId>('d', number);
export const role = (id: string) => id as RoleId;
export const classOf = (id: string) => id as ClassId;

/** Everything by which a person is known, told apart by the number. */
export const keysOf = (number: number) => ({
  signing: hexOf('1', number),
  sealing: `${hexOf('2', number, 1184)}${hexOf('3', number)}`,
  mailbox: idOf<MailboxId>('x', number),
  device: deviceOf(number),
  devicePublicKey: hexOf('4', number),
  certificate: hexOf('5', number, 64),
});

export function firstState(preset: Preset = SEALPOST): PolicyState {
  const owner = { member: memberOf(0), name: 'Person 0', email: 'p0@example.org', ...keysOf(0) };
  const organisation = hexOf('f', 0) as OrganisationId;
  return genesisState({ organisation, at: START, name: 'Organisation', owner }, preset);
}

type Fields<T extends ActionType> = Omit<ActionOf<T>, 'type'>;

export function invitationOf(number: number, at: number): ActionOf<'member.invite'>['invitation'] {
  return { id: idOf<InviteId>('n', number), publicKey: hexOf('6', number), expiresAt: at + days(7) };
}

export function invite(
  state: PolicyState,
  number: number,
  fields: Partial<Fields<'member.invite'>> = {},
): ActionOf<'member.invite'> {
  return {
    type: 'member.invite',
    member: memberOf(number),
    name: `Person ${number}`,
    email: `p${number}@example.org`,
    class: classOf('internal'),
    roles: [role('member')],
    invitation: invitationOf(number, state.at),
    ...fields,
  };
}

export function activate(number: number, fields: Partial<Fields<'member.activate'>> = {}): ActionOf<'member.activate'> {
  return {
    type: 'member.activate',
    member: memberOf(number),
    invitation: idOf<InviteId>('n', number),
    name: `Person ${number}`,
    ...keysOf(number),
    proof: hexOf('7', number, 64),
    ...fields,
  };
}

/** One pin of each device of the person's, wherever their feeds have come to. */
export function pinsOf(state: PolicyState, number: number, seq = 3): ActionOf<'member.disable'>['pins'] {
  const devices = [...state.devices.values()].filter(({ member }) => member === memberOf(number));
  return devices.map(({ id }) => ({ device: id, seq, hash: hexOf('8', seq) }));
}

/** The person's next entry, well-formed, signed by their device `number` (or the one given). */
export function entryBy(
  state: PolicyState,
  number: number,
  actions: readonly Action[],
  fields: Partial<PolicyEntry> = {},
): PolicyEntry {
  const seq = state.head.seq + 1;
  const parsed = actions.map((action) => unwrap(parseAction(JSON.parse(JSON.stringify(action)))));
  const who = { author: memberOf(number), device: deviceOf(number) };
  return { seq, prev: state.head.hash, hash: hexOf('9', seq), at: state.at, ...who, actions: parsed, ...fields };
}

/** All of a state as one text. */
export function textOf(state: PolicyState): string {
  return fromUtf8(concat([...stateChunks(state)].map(({ text }) => text)));
}

/** The state after the person's entry. Fails the test when it is refused, or changes the state before it. */
export function accepted(state: PolicyState, number: number, ...actions: readonly Action[]): PolicyState {
  const before = textOf(state);
  const applied = apply(state, entryBy(state, number, actions));
  expect(textOf(state)).toBe(before);
  return unwrap(applied.ok ? applied : { ok: false, error: { code: applied.error.detail } });
}

/** Why the person's entry is refused. Fails the test when it is not, or leaves a trace in the draft. */
export function refusal(
  state: PolicyState,
  number: number,
  actions: readonly Action[],
  fields: Partial<PolicyEntry> = {},
): Refusal | null {
  const draft = new StateDraft(state);
  const before = textOf(draft);
  const applied = applyTo(draft, entryBy(state, number, actions, fields));
  if (applied.ok) return null;
  expect(textOf(draft)).toBe(before);
  expect(textOf(draft.freeze())).toBe(textOf(state));
  return applied.error;
}

/** The problem, or the decisive reason, for which the person's one action is refused. */
export const refused = (state: PolicyState, number: number, action: Action): string | undefined =>
  refusal(state, number, [action])?.detail;

export function member(state: PolicyState, number: number): Member {
  const found = state.members.get(memberOf(number));
  if (found === undefined) throw new Error(`no person ${number}`);
  return found;
}

/** Invited by the owner, and activated. */
export function joined(state: PolicyState, number: number, fields: Partial<Fields<'member.invite'>> = {}): PolicyState {
  return accepted(accepted(state, 0, invite(state, number, fields)), number, activate(number));
}

/** Persons 1 and 2 are administrators, 3 and 4 members, 5 is invited. */
export function team(preset: Preset = SEALPOST): PolicyState {
  const administrator = { roles: [role('administrator')] };
  let state = firstState(preset);
  for (const number of [1, 2]) state = joined(state, number, administrator);
  for (const number of [3, 4]) state = joined(state, number);
  return accepted(state, 0, invite(state, 5));
}
