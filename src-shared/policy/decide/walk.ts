import type { Member } from '../model/entities.ts';
import type { Laws } from '../model/laws.ts';
import { modeAt, modeKeyOf } from '../model/modes.ts';
import type { Permission } from '../model/permissions.ts';
import type { PolicyState } from '../model/state.ts';
import { NOTHING, type Step, type Subject, step } from './decision.ts';
import { type Facts, factsOf } from './facts.ts';
import { type Sources, sourcesOf } from './sources.ts';

/*
 * Layers 1 to 10, each a function that answers with its step or says nothing. The first step decides, the later ones
 * are shadowed by it. Written without closures, and with arrays only where there is something in them: this runs for
 * every row of every list.
 */

/** The decisive step, and what the layers after it would have said. */
export interface Verdict {
  readonly decisive: Step;
  readonly shadowed: readonly Step[];
}

interface Trail {
  decisive: Step | null;
  shadowed: Step[] | null;
}

function note(trail: Trail, found: Step | null): void {
  if (found === null) return;
  if (trail.decisive === null) trail.decisive = found;
  else if (trail.shadowed === null) trail.shadowed = [found];
  else trail.shadowed.push(found);
}

/** All layers from the owner's down. */
export function walk(state: PolicyState, member: Member, permission: Permission, laws: Laws): Verdict {
  const facts = factsOf(permission);
  const sources = sourcesOf(state, member);
  const trail: Trail = { decisive: null, shadowed: null };
  note(trail, owner(state, member, facts, laws));
  note(trail, ceiling(state, member, sources, facts, laws));
  // What is forced for federated accounts still stands on its requirements, so that it is asked after them.
  note(trail, prerequisite(state, member, sources, facts, laws));
  note(trail, origin(member, permission));
  rest(trail, state, member, sources, facts, laws);
  const decisive = trail.decisive ?? byDefault(state, member);
  return { decisive, shadowed: trail.shadowed ?? NOTHING };
}

/** The layers of one permission but for its requirements. */
function own(state: PolicyState, member: Member, sources: Sources, facts: Facts, laws: Laws): Step {
  const early =
    owner(state, member, facts, laws) ??
    ceiling(state, member, sources, facts, laws) ??
    origin(member, facts.permission);
  if (early !== null) return early;
  const trail: Trail = { decisive: null, shadowed: null };
  rest(trail, state, member, sources, facts, laws);
  return trail.decisive ?? byDefault(state, member);
}

/** Layers 5 to 9. */
function rest(trail: Trail, state: PolicyState, member: Member, sources: Sources, facts: Facts, laws: Laws): void {
  note(trail, limits(member, facts.permission));
  note(trail, setting(state, facts, laws));
  note(trail, override(sources, facts.permission));
  groups(trail, member, sources, facts.index);
  roles(trail, member, sources, facts.index);
}

function owner(state: PolicyState, member: Member, { owners }: Facts, laws: Laws): Step | null {
  if (!owners || !laws.G11 || member.id !== state.owner) return null;
  const assigned = member.roles.find(({ id }) => id === state.ownerRole);
  return step('owner', 'allow', assigned?.setBy ?? member.setBy.status, 'owner', of('role', state.ownerRole));
}

function ceiling(state: PolicyState, member: Member, sources: Sources, facts: Facts, laws: Laws): Step | null {
  const { index } = facts;
  const word = index < 32 ? sources.ceiling.lo : sources.ceiling.hi;
  if (((word >>> (index & 31)) & 1) === 1) return null;
  if (!laws.G10 && sources.roles.some(({ cells }) => cells[index] !== undefined)) return null;
  const entry = later(member.setBy.class, state.classes.get(member.class)?.setBy ?? 0);
  return step('ceiling', 'deny', entry, 'ceiling', of('class', member.class));
}

function origin(member: Member, permission: Permission): Step | null {
  if (permission !== 'pkg.download.withoutPassword' || member.origin !== 'federated') return null;
  return step('origin', 'allow', member.setBy.origin, 'federated');
}

function prerequisite(
  state: PolicyState,
  member: Member,
  sources: Sources,
  { requirements }: Facts,
  laws: Laws,
): Step | null {
  for (const required of requirements) {
    const { effect, entry } = own(state, member, sources, required, laws);
    if (effect === 'deny') {
      return step('prerequisite', 'deny', entry, 'prerequisite', of('permission', required.permission));
    }
  }
  return null;
}

function limits({ limits: { withheld, setBy } }: Member, permission: Permission): Step | null {
  return withheld.includes(permission) ? step('limits', 'deny', setBy, 'withheld') : null;
}

function setting(state: PolicyState, facts: Facts, laws: Laws): Step | null {
  const key = laws.G6 ? facts.mode : modeKeyOf(facts.permission, laws);
  if (key === null) return null;
  const mode = modeAt(state.settings, key);
  if (mode === undefined || mode.value === 'selected') return null;
  return mode.value === 'everybody'
    ? step('setting', 'allow', mode.setBy, 'settingEverybody', of('setting', key))
    : step('setting', 'deny', mode.setBy, 'settingNobody', of('setting', key));
}

function override({ overrides }: Sources, permission: Permission): Step | null {
  const found = overrides?.[permission];
  if (found === undefined) return null;
  return step('override', found.effect, found.setBy, found.effect === 'allow' ? 'overrideAllow' : 'overrideDeny');
}

/** Any deny, else any allow; the others of the layer are shadowed like those of later ones. */
function groups(trail: Trail, member: Member, sources: Sources, index: number): void {
  let allows: Step[] | null = null;
  for (let place = 0; place < member.groups.length; place += 1) {
    const source = sources.groups[place];
    const found = source?.cells[index];
    const assigned = member.groups[place];
    if (source === undefined || found === undefined || assigned === undefined) continue;
    const entry = later(assigned.setBy, found.setBy);
    if (found.effect === 'deny') {
      note(trail, step('group', 'deny', entry, 'groupDeny', source.subject));
      continue;
    }
    const given = step('group', 'allow', entry, 'groupAllow', source.subject);
    if (allows === null) allows = [given];
    else allows.push(given);
  }
  if (allows !== null) for (const found of allows) note(trail, found);
}

/** The maximum over roles. */
function roles(trail: Trail, member: Member, sources: Sources, index: number): void {
  let limited: Step[] | null = null;
  for (let place = 0; place < member.roles.length; place += 1) {
    const source = sources.roles[place];
    const cell = source?.cells[index];
    const assigned = member.roles[place];
    if (source === undefined || cell === undefined || assigned === undefined) continue;
    const entry = later(assigned.setBy, cell.setBy);
    if (cell.level === 'full') {
      note(trail, step('role', 'allow', entry, 'roleAllow', source.subject));
      continue;
    }
    const found = step('role', 'allow', entry, 'roleLimited', source.subject);
    if (limited === null) limited = [found];
    else limited.push(found);
  }
  if (limited !== null) for (const found of limited) note(trail, found);
}

/** Nothing gives it. Cited is the newest entry that gave the member a role or edited one of theirs. */
function byDefault(state: PolicyState, member: Member): Step {
  let entry = 0;
  for (const { id, setBy } of member.roles) entry = Math.max(entry, setBy, state.roles.get(id)?.setBy ?? 0);
  return step('default', 'deny', entry, 'default');
}

function of(kind: Subject['kind'], id: string): Subject {
  return { kind, id };
}

function later(a: number, b: number): number {
  return a > b ? a : b;
}
