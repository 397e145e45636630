import type { MemberId } from '../../src-shared/base/ids.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import type { LogEntryView } from '../organisation/policy-log.ts';

export type HistoryParams = Record<string, string | number>;
type ActionView = LogEntryView['actions'][number];

/** Fields that a line shows as they are. */
const PLAIN = ['name', 'email', 'effect', 'permission', 'value', 'danger', 'governors', 'amount', 'expiresAt'] as const;

/**
 * What a line about an action may show: names and times, never keys. Members, roles, classes and groups go by the names
 * that they have now. `permission`, `setting`, `danger` and `effect` stay keys, for the reader's language.
 */
export function historyParams(
  action: ActionView,
  state: PolicyState,
  nameOf: (member: MemberId) => string,
): HistoryParams {
  const params: HistoryParams = {};
  for (const field of PLAIN) {
    const value = action[field];
    if (typeof value === 'string' || typeof value === 'number') params[field] = value;
    if (typeof value === 'boolean') params[field] = String(value);
  }
  const member = action.member ?? action.to;
  if (typeof member === 'string') params.member = nameOf(member as MemberId);
  for (const kind of ['role', 'class', 'group'] as const) {
    const value = action[kind];
    if (typeof value === 'string') params[kind] = namesOf(state, kind, [value]);
  }
  if (Array.isArray(action.roles)) params.role = namesOf(state, 'role', action.roles);
  if (typeof action.key === 'string') params.setting = action.key;
  if (typeof action.granted === 'boolean') params.effect = action.granted ? 'allow' : 'deny';
  if (action.type === 'licence.set') params.bought = typeof action.bought === 'number' ? action.bought : '∞';
  if (action.type === 'member.override' && action.effect === null) params.effect = 'none';
  const kind = action.type === 'member.groups' ? 'group' : 'role';
  if (Array.isArray(action.add)) params.added = namesOf(state, kind, action.add);
  if (Array.isArray(action.remove)) params.removed = namesOf(state, kind, action.remove);
  return params;
}

const TABLES = { role: 'roles', class: 'classes', group: 'groups' } as const;

function namesOf(state: PolicyState, kind: keyof typeof TABLES, ids: readonly unknown[]): string {
  const table: ReadonlyMap<string, { readonly name: string }> = state[TABLES[kind]];
  const names = ids.map((id) => table.get(String(id))?.name ?? String(id));
  return names.length === 0 ? '–' : names.join(', ');
}
