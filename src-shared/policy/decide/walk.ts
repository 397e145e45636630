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
  note(trail, limits(member, permission));
  note(trail, setting(state, facts, laws));
  note(trail, override(sources, facts.index));
  groups(trail, member, sources, facts.index);
  roles(trail, member, sources, facts.index);
  const decisive = trail.decisive ?? byDefault(state, member);
  return { decisive, shadowed: trail.shadowed ?? NOTHING };
}

/** The decisive step of one permission, its requirements aside. */
function own(state: PolicyState, member: Member, sources: Sources, facts: Facts, laws: Laws): Step {
  return (
    owner(state, member, facts, laws) ??
    ceiling(state, member, sources, facts, laws) ??
    origin(member, facts.permission) ??
    limits(member, facts.permission) ??
    setting(state, facts, laws) ??
    override(sources, facts.index) ??
    groupStep(member, sources, facts.index, strongestGroup(sources, facts.index)) ??
    roleStep(member, sources, facts.index, strongestRole(sources, facts.index)) ??
    byDefault(state, member)
  );
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

function override({ overrides }: Sources, index: number): Step | null {
  const found = overrides?.[index];
  if (found === undefined) return null;
  return step('override', found.effect, found.setBy, found.effect === 'allow' ? 'overrideAllow' : 'overrideDeny');
}

/** Place of the group that decides: any that denies, else any that allows; -1: none says anything. */
function strongestGroup({ groups }: Sources, index: number): number {
  let found = -1;
  for (let place = 0; place < groups.length; place += 1) {
    const cell = groups[place]?.cells[index];
    if (cell === undefined) continue;
    if (cell.effect === 'deny') return place;
    if (found < 0) found = place;
  }
  return found;
}

function groupStep(member: Member, { groups }: Sources, index: number, place: number): Step | null {
  if (place < 0) return null;
  const source = groups[place];
  const assigned = member.groups[place];
  const cell = source?.cells[index];
  if (source === undefined || assigned === undefined || cell === undefined) return null;
  const { effect } = cell;
  const reason = effect === 'allow' ? 'groupAllow' : 'groupDeny';
  return step('group', effect, later(assigned.setBy, cell.setBy), reason, source.subject);
}

/** The one that decides, then the others, which it shadows like later layers. */
function groups(trail: Trail, member: Member, sources: Sources, index: number): void {
  const strongest = strongestGroup(sources, index);
  if (strongest < 0) return;
  note(trail, groupStep(member, sources, index, strongest));
  for (let place = 0; place < sources.groups.length; place += 1) {
    if (place !== strongest) note(trail, groupStep(member, sources, index, place));
  }
}

/** Place of the role that decides, by the maximum over roles; -1: none gives it. */
function strongestRole({ roles }: Sources, index: number): number {
  let found = -1;
  for (let place = 0; place < roles.length; place += 1) {
    const cell = roles[place]?.cells[index];
    if (cell === undefined) continue;
    if (cell.level === 'full') return place;
    if (found < 0) found = place;
  }
  return found;
}

function roleStep(member: Member, { roles }: Sources, index: number, place: number): Step | null {
  if (place < 0) return null;
  const source = roles[place];
  const assigned = member.roles[place];
  const cell = source?.cells[index];
  if (source === undefined || assigned === undefined || cell === undefined) return null;
  const reason = cell.level === 'full' ? 'roleAllow' : 'roleLimited';
  return step('role', 'allow', later(assigned.setBy, cell.setBy), reason, source.subject);
}

function roles(trail: Trail, member: Member, sources: Sources, index: number): void {
  const strongest = strongestRole(sources, index);
  if (strongest < 0) return;
  note(trail, roleStep(member, sources, index, strongest));
  for (let place = 0; place < sources.roles.length; place += 1) {
    if (place !== strongest) note(trail, roleStep(member, sources, index, place));
  }
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
