import type { MemberId } from '../../base/ids.ts';
import type { Effect, Level, Member } from '../model/entities.ts';
import { LAWS } from '../model/laws.ts';
import { modeKeyOf } from '../model/modes.ts';
import { type Permission, requirementsOf } from '../model/permissions.ts';
import { sorted } from '../model/sets.ts';
import { MODES } from '../model/settings.ts';
import type { PolicyState } from '../model/state.ts';
import { decide, decideFor, type Question } from './decide.ts';
import type { Decision } from './decision.ts';
import { type Case, type Change, whatIf } from './what-if.ts';

/** One change, and the answer that it would lead to: the opposite of today's. */
export interface Alternative {
  /** Where it carries pins, they are empty: whoever signs it adds those of the day. */
  readonly change: Change;
  readonly decision: Decision;
}

/**
 * What would turn the answer around: every single change to override, limits, groups, roles, class, account, setting or
 * what is requested of those, that does so on its own; those that concern nobody else come first. Each was tried on the
 * state given. Who may make the change is another question (`authorise`). None for whoever is not a member.
 */
export function alternatives(
  state: PolicyState,
  id: MemberId,
  permission: Permission,
  question: Question = {},
): readonly Alternative[] {
  const member = state.members.get(id);
  if (member === undefined) return [];
  const { allowed } = decide(state, id, permission, question);
  const found: Alternative[] = [];
  for (const change of changes(state, member, permission, question, allowed)) {
    const next = withOneself(whatIf({ state, member }, change), question);
    const decision = decideFor(next.state, next.member, permission, question);
    if (decision.allowed !== allowed) found.push({ change, decision });
  }
  return found;
}

/** Where it is asked about the member themselves, they are looked up in the state once more. */
function withOneself({ state, member }: Case, { resource }: Question): Case {
  if (resource?.type !== 'member' || resource.member !== member.id) return { state, member };
  return { state: { ...state, members: new Map(state.members).set(member.id, member) }, member };
}

function* changes(
  state: PolicyState,
  member: Member,
  permission: Permission,
  question: Question,
  allowed: boolean,
): Generator<Change> {
  const chain = [permission, ...requirementsOf(permission)];
  // The owner is never a target (G1).
  if (member.id !== state.owner) {
    for (const each of chain) yield* ofMember(member, each);
    yield* ofAssignments(state, member, allowed);
    yield* ofAccount(state, member);
  }
  for (const each of chain) yield* ofOrganisation(state, member, each, question);
  yield* ofAudience(state, member, question);
}

const EFFECTS: readonly (Effect | null)[] = ['allow', 'deny', null];
const LEVELS: readonly (Level | null)[] = ['full', 'limited', null];

function* ofMember({ id, overrides, limits }: Member, permission: Permission): Generator<Change> {
  const current = overrides[permission]?.effect ?? null;
  for (const effect of EFFECTS) {
    if (effect !== current) yield { type: 'member.override', member: id, permission, effect, pins: [] };
  }
  const others = limits.withheld.filter((each) => each !== permission);
  const withheld = others.length < limits.withheld.length ? others : sorted([...others, permission]);
  yield { type: 'member.limits', member: id, withheld, scopes: limits.scopes, pins: [] };
}

function* ofAssignments(state: PolicyState, member: Member, allowed: boolean): Generator<Change> {
  const { id, groups, roles, class: own, limits } = member;
  if (limits.scopes !== null) {
    yield { type: 'member.limits', member: id, withheld: limits.withheld, scopes: null, pins: [] };
  }
  for (const group of state.groups.keys()) {
    const isIn = groups.some((each) => each.id === group);
    yield { type: 'member.groups', member: id, add: isIn ? [] : [group], remove: isIn ? [group] : [], pins: [] };
  }
  const [only] = roles.length === 1 ? roles : [];
  const byRank = [...state.roles.values()].sort((a, b) => a.rank - b.rank);
  for (const { id: role, unique } of byRank) {
    const has = roles.some((each) => each.id === role);
    // Nobody is without a role, and a unique one moves by transfer only.
    if (unique || (has && roles.length === 1)) continue;
    yield { type: 'member.roles', member: id, add: has ? [] : [role], remove: has ? [role] : [], pins: [] };
    // One more role never takes anything away; another in its place may.
    if (allowed && only !== undefined) {
      yield { type: 'member.roles', member: id, add: [role], remove: [only.id], pins: [] };
    }
  }
  for (const each of state.classes.keys()) {
    if (each !== own) yield { type: 'member.class', member: id, class: each, pins: [] };
  }
}

function* ofAccount(state: PolicyState, { id, status, expiresAt, credits }: Member): Generator<Change> {
  if (status === 'disabled') yield { type: 'member.enable', member: id };
  if (status === 'locked') yield { type: 'member.unlock', member: id };
  if (status === 'active') yield { type: 'member.disable', member: id, pins: [] };
  if (expiresAt !== null) yield { type: 'member.expiry', member: id, expiresAt: null };
  if (credits > 0 || state.settings['billing.unlimitedSending'].value) return;
  yield { type: 'credits.grant', member: id, amount: 1 };
}

/** What concerns others, too. */
function* ofOrganisation(
  state: PolicyState,
  member: Member,
  permission: Permission,
  { laws = LAWS }: Question,
): Generator<Change> {
  const key = modeKeyOf(permission, laws);
  if (key !== null) for (const mode of MODES) yield { type: 'setting.set', key, value: mode };
  for (const { id } of member.groups) {
    const current = state.groups.get(id)?.permissions[permission]?.effect ?? null;
    for (const effect of EFFECTS) {
      if (effect !== current) yield { type: 'group.edit', group: id, permissions: { [permission]: effect } };
    }
  }
  for (const { id } of member.roles) {
    if (id === state.ownerRole) continue;
    const current = state.roles.get(id)?.matrix[permission]?.level ?? null;
    for (const level of LEVELS) {
      if (level !== current) yield { type: 'role.edit', role: id, cells: { [permission]: level } };
    }
  }
  const ceiling = state.classes.get(member.class)?.ceiling ?? null;
  if (ceiling === null) return;
  const without = ceiling.filter((each) => each !== permission);
  const changed = without.length < ceiling.length ? without : sorted([...without, permission]);
  yield { type: 'class.edit', class: member.class, ceiling: changed };
}

function* ofAudience(state: PolicyState, member: Member, { resource }: Question): Generator<Change> {
  if (!state.settings['billing.unlimitedSending'].value) {
    yield { type: 'setting.set', key: 'billing.unlimitedSending', value: true };
  }
  const audience = state.classes.get(member.class)?.audience;
  if (audience === undefined) return;
  if (resource?.type === 'contact') {
    for (const contacts of ['none', 'personal', 'all'] as const) {
      if (contacts !== audience.contacts) {
        yield { type: 'class.edit', class: member.class, audience: { ...audience, contacts } };
      }
    }
  }
  const other = resource?.type === 'member' ? state.members.get(resource.member)?.class : undefined;
  if (other === undefined || audience.classes === null) return;
  const without = audience.classes.filter((each) => each !== other);
  const classes = without.length < audience.classes.length ? without : sorted([...without, other]);
  yield { type: 'class.edit', class: member.class, audience: { ...audience, classes } };
}
