import type { Member, Role } from '../model/entities.ts';
import type { PolicyState } from '../model/state.ts';

/*
 * What one state says otherwise than another, as places: `members/<id>/roles/<role>`, `settings/users.mfa`. Two changes
 * that touch no place in common can be made in any order with the same outcome for what they were meant for; two that do
 * were decided without knowing of each other. Which entry set a thing, pins, keys and counters are no places: nobody
 * decides about them.
 */

type Parts = ReadonlyMap<string, string>;

/** Every place where `after` says something else than `before`; a thing that came or went is one place. */
export function touched(before: PolicyState, after: PolicyState): ReadonlySet<string> {
  const places = new Set<string>();
  table('members', before.members, after.members, memberParts, places);
  table('roles', before.roles, after.roles, roleParts, places);
  table('classes', before.classes, after.classes, plainParts, places);
  table('groups', before.groups, after.groups, plainParts, places);
  table('contacts', before.contacts, after.contacts, plainParts, places);
  table('folders', before.folders, after.folders, plainParts, places);
  table('links', before.links, after.links, plainParts, places);
  table('proposals', before.proposals, after.proposals, plainParts, places);
  compare('organisation', organisationParts(before), organisationParts(after), places);
  return places;
}

/** Whether the two have a place in common, or one holds a place within one of the other's. */
export function overlap(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return within(some, others) || within(others, some);
}

function within(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  for (const place of inner) {
    for (let end = place.length; end > 0; end = place.lastIndexOf('/', end - 1)) {
      if (outer.has(place.slice(0, end))) return true;
    }
  }
  return false;
}

function table<V>(
  name: string,
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
  parts: (value: V) => Parts,
  places: Set<string>,
): void {
  if (before === after) return;
  for (const [id, value] of after) {
    const old = before.get(id);
    if (old === value) continue;
    if (old === undefined) places.add(`${name}/${id}`);
    else compare(`${name}/${id}`, parts(old), parts(value), places);
  }
  for (const id of before.keys()) if (!after.has(id)) places.add(`${name}/${id}`);
}

function compare(name: string, before: Parts, after: Parts, places: Set<string>): void {
  for (const [part, text] of after) if (before.get(part) !== text) places.add(`${name}/${part}`);
  for (const part of before.keys()) if (!after.has(part)) places.add(`${name}/${part}`);
}

/** As text, without the entries that set it. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) => (key === 'setBy' ? undefined : inner)) ?? '';

/** One part a key of the thing; of a key that holds a table, one part an entry of it. */
function plainParts(value: object, tables: readonly string[] = ['permissions', 'matrix', 'grants']): Parts {
  const parts = new Map<string, string>();
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'setBy') continue;
    if (!tables.includes(key)) parts.set(key, plain(inner));
    else for (const [entry, one] of entriesOf(inner)) parts.set(`${key}/${entry}`, plain(one));
  }
  return parts;
}

/** Of a list of assigned things by their id, or whom they are for; of a record by its keys. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return Object.entries(value as object);
  return value.map((one: { readonly id?: string; readonly to?: string }) => [one.id ?? one.to ?? plain(one), one]);
}

const MEMBER_TABLES = ['roles', 'groups', 'overrides'];

function memberParts({ limits, ...member }: Member): Parts {
  const parts = new Map(plainParts(member, MEMBER_TABLES));
  parts.set('withheld', plain(limits.withheld));
  parts.set('scopes', plain(limits.scopes));
  return parts;
}

const roleParts = (role: Role): Parts => plainParts(role);

function organisationParts(state: PolicyState): Parts {
  const parts = new Map<string, string>([
    ['name', state.name],
    ['preset', state.preset],
    ['owner', state.owner],
    ['licences', plain(state.licences)],
    ['transfer', plain(state.transfer)],
  ]);
  for (const [key, setting] of Object.entries(state.settings)) parts.set(`settings/${key}`, plain(setting));
  for (const [danger, threshold] of Object.entries(state.thresholds))
    parts.set(`thresholds/${danger}`, plain(threshold));
  for (const [part, text] of plainParts(state.template)) parts.set(`template/${part}`, text);
  return parts;
}
