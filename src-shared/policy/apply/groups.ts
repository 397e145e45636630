import type { GroupId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { overridesAfter, overridesOf } from '../model/cells.ts';
import { idClaim } from '../model/claims.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import { isGrantee } from './grantees.ts';
import type { EntryProblem } from './problems.ts';

export const GROUP_HANDLERS = {
  'group.create': (draft, { seq }, { group: id, name, scope, permissions }) => {
    if (isGrantee(draft, id)) return 'groupExists';
    draft.put('groups', { id, name, scope, permissions: overridesOf(permissions, seq), setBy: seq });
    return null;
  },
  'group.edit': edit,
  'group.delete': (draft, { author }, { group: id }) => {
    if (!draft.groups.has(id)) return 'groupUnknown';
    if (isInUse(draft, id)) return 'inUse';
    draft.take(idClaim('grantee', id), author);
    draft.drop('groups', id);
    return null;
  },
} as const satisfies Partial<Handlers>;

function edit(draft: StateDraft, { seq }: Acting, action: ActionOf<'group.edit'>): EntryProblem | null {
  const group = draft.groups.get(action.group);
  if (group === undefined) return 'groupUnknown';
  const { name = group.name, scope = group.scope } = action;
  const permissions = overridesAfter(group.permissions, action.permissions ?? {}, seq);
  if (name === group.name && scope === group.scope && permissions === group.permissions) return 'unchanged';
  if (!scope && isScope(draft, group.id)) return 'inUse';
  draft.put('groups', { ...group, name, scope, permissions, setBy: scope === group.scope ? group.setBy : seq });
  return null;
}

/** Is somebody's governance limited to it? */
function isScope(state: PolicyState, id: GroupId): boolean {
  for (const { status, limits } of state.members.values()) {
    if (status !== 'removed' && limits.scopes?.includes(id) === true) return true;
  }
  return false;
}

function isInUse(state: PolicyState, id: GroupId): boolean {
  if (state.template.groups.includes(id) || isScope(state, id)) return true;
  for (const { status, groups } of state.members.values()) {
    if (status !== 'removed' && groups.some((group) => group.id === id)) return true;
  }
  for (const { grants } of state.folders.values()) if (grants.some(({ to }) => to === id)) return true;
  return false;
}
