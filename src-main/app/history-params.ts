import type { MemberId } from '../../src-shared/base/ids.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { type NamedField, wordsField } from '../../src-shared/text/history-names.ts';
import type { LogEntryView } from '../organisation/policy-log.ts';
import { subjectName } from './admin/names.ts';

export type HistoryParams = Record<string, string | number>;
type ActionView = LogEntryView['actions'][number];

/** Fields that a line shows as they are. */
const PLAIN = ['name', 'email', 'effect', 'permission', 'value', 'danger', 'governors', 'amount', 'expiresAt'] as const;

/**
 * What a line about an action may show: names and times, never keys. Members, roles, classes and groups go by the names
 * that they have now. `permission`, `setting`, `danger` and `effect` stay keys, for the reader's language; names that a
 * preset gave come with theirs (`src-shared/text/history-names.ts`).
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
    if (typeof value === 'string') putNames(params, kind, state, kind, [value]);
  }
  if (Array.isArray(action.roles)) putNames(params, 'role', state, 'role', action.roles);
  if (typeof action.key === 'string') params.setting = action.key;
  if (typeof action.granted === 'boolean') params.effect = action.granted ? 'allow' : 'deny';
  if (action.type === 'licence.set') params.bought = typeof action.bought === 'number' ? action.bought : '∞';
  if (action.type === 'member.override' && action.effect === null) params.effect = 'none';
  const kind = action.type === 'member.groups' ? 'group' : 'role';
  if (Array.isArray(action.add)) putNames(params, 'added', state, kind, action.add);
  if (Array.isArray(action.remove)) putNames(params, 'removed', state, kind, action.remove);
  return params;
}

function putNames(
  params: HistoryParams,
  field: NamedField,
  state: PolicyState,
  kind: 'role' | 'class' | 'group',
  ids: readonly unknown[],
): void {
  const named = ids.map((id) => subjectName(state, { kind, id: String(id) }));
  params[field] = named.length === 0 ? '–' : named.map(({ name }) => name).join(', ');
  const words = wordsField(named);
  if (words !== null) params[`${field}Words`] = words;
}
