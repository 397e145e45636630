import type { ActionOf } from '../action/action.ts';
import type { Assigned, Member, Overrides } from './entities.ts';
import type { Permission } from './permissions.ts';

/** Sorted by id, so that equal sets are equal states. */
export function assign<Id extends string>(ids: readonly Id[], setBy: number): readonly Assigned<Id>[] {
  return [...ids].sort(compare).map((id) => ({ id, setBy }));
}

/** By code units: the same everywhere. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The member that an invitation makes. `setBy` is the entry's number. */
export function newMember(action: ActionOf<'member.invite'>, setBy: number, credits: number): Member {
  return {
    id: action.member,
    name: action.name,
    email: action.email,
    kind: action.kind ?? 'internal',
    origin: action.origin ?? 'local',
    status: 'invited',
    expiresAt: action.expiresAt ?? null,
    class: action.class,
    roles: assign(action.roles, setBy),
    groups: assign(action.groups ?? [], setBy),
    overrides: overridesOf(action.permissions ?? {}, setBy),
    limits: { withheld: action.limits?.withheld ?? [], scopes: action.limits?.scopes ?? null, setBy },
    approvers: action.approvers ?? [],
    credits,
    requests: [],
    keyset: null,
    mailbox: null,
    invitation: { ...action.invitation, member: action.member },
    resetBy: null,
    setBy: { status: setBy, class: setBy, origin: setBy, expiry: setBy, keyset: setBy, credits: setBy },
  };
}

function overridesOf(permissions: NonNullable<ActionOf<'member.invite'>['permissions']>, setBy: number): Overrides {
  const overrides: { [P in Permission]?: NonNullable<Overrides[P]> } = {};
  for (const [permission, effect] of Object.entries(permissions)) {
    if (effect !== undefined) overrides[permission as Permission] = { effect, setBy };
  }
  return overrides;
}
