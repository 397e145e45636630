import type { PersonDetail, PersonRow } from '../../../../src-shared/ipc/admin-views.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';

/** A change as main is asked for it: an action of the log without its pins. */
export type Change = Readonly<Record<string, unknown>> & { readonly type: string };

/** What can be edited of one person, as it stands in the form. */
export interface PersonDraft {
  readonly name: string;
  readonly email: string;
  readonly kind: PersonDetail['kind'];
  readonly roles: readonly string[];
  readonly class: string;
  readonly groups: readonly string[];
  readonly expiresAt: number | null;
  readonly withheld: readonly Permission[];
  readonly scopes: readonly string[] | null;
  readonly approvers: PersonDetail['approvers'];
}

export const draftOf = (person: PersonDetail): PersonDraft => ({
  name: person.name,
  email: person.email,
  kind: person.kind,
  roles: person.roles,
  class: person.class,
  groups: person.groups,
  expiresAt: person.expiresAt,
  withheld: person.withheld,
  scopes: person.scopes,
  approvers: person.approvers,
});

const without = (from: readonly string[], other: readonly string[]): string[] =>
  from.filter((one) => !other.includes(one));
const sameSet = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  a === null || b === null ? a === b : a.length === b.length && without(a, b).length === 0;

/** The fewest actions that turn what stands into what the form says; none where nothing is other. */
export function personChanges(person: PersonDetail, draft: PersonDraft): readonly Change[] {
  const member = person.id;
  const changes: Change[] = [];
  const edit = {
    ...(draft.name.trim() === person.name ? {} : { name: draft.name.trim() }),
    ...(draft.email.trim() === person.email ? {} : { email: draft.email.trim() }),
    ...(draft.kind === person.kind ? {} : { kind: draft.kind }),
  };
  if (Object.keys(edit).length > 0) changes.push({ type: 'member.edit', member, ...edit });
  changes.push(...setChange('member.roles', member, person.roles, draft.roles));
  if (draft.class !== person.class) changes.push({ type: 'member.class', member, class: draft.class });
  changes.push(...setChange('member.groups', member, person.groups, draft.groups));
  if (draft.expiresAt !== person.expiresAt) {
    changes.push({ type: 'member.expiry', member, expiresAt: draft.expiresAt });
  }
  if (!sameSet(draft.withheld, person.withheld) || !sameSet(draft.scopes, person.scopes)) {
    changes.push({ type: 'member.limits', member, withheld: draft.withheld, scopes: draft.scopes });
  }
  const approvers = draft.approvers.map(({ id }) => id);
  const before = person.approvers.map(({ id }) => id);
  if (!sameSet(approvers, before)) changes.push({ type: 'member.approvers', member, approvers });
  return changes;
}

function setChange(
  type: 'member.roles' | 'member.groups',
  member: string,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  const add = without(after, before);
  const remove = without(before, after);
  return add.length + remove.length === 0 ? [] : [{ type, member, add, remove }];
}

/** `roles`: nothing is set for this person alone; their roles and groups decide. */
export type OverrideChoice = 'allow' | 'roles' | 'deny';
export type OverrideEdits = ReadonlyMap<Permission, OverrideChoice>;

export const choiceOf = (override: 'allow' | 'deny' | null): OverrideChoice => override ?? 'roles';

/** The edits with one more; one that says what stands is none. */
export function withOverride(
  edits: OverrideEdits,
  right: PersonDetail['rights'][number],
  choice: OverrideChoice,
): OverrideEdits {
  const next = new Map(edits);
  if (choiceOf(right.override) === choice) next.delete(right.permission);
  else next.set(right.permission, choice);
  return next;
}

export const overrideChanges = (member: string, edits: OverrideEdits): readonly Change[] =>
  [...edits].map(([permission, choice]) => ({
    type: 'member.override',
    member,
    permission,
    effect: choice === 'roles' ? null : choice,
  }));

/** What several people are to get or lose at once. */
export interface BulkEdit {
  readonly addRoles: readonly string[];
  readonly removeRoles: readonly string[];
  readonly addGroups: readonly string[];
  readonly removeGroups: readonly string[];
  readonly class: string | null;
  readonly state: 'disable' | 'enable' | 'remove' | null;
}

export const NO_EDIT: BulkEdit = {
  addRoles: [],
  removeRoles: [],
  addGroups: [],
  removeGroups: [],
  class: null,
  state: null,
};

/**
 * For each person what is other for them, and nothing for those who have it so already: one entry, in which an action
 * without effect would refuse all. Nobody is left without a role, and nothing is done to the owner or to oneself.
 */
export function bulkChanges(people: readonly PersonRow[], edit: BulkEdit): readonly Change[] {
  return people.flatMap((person): readonly Change[] => {
    if (person.self || person.owner || person.state === 'removed') return [];
    const member = person.id;
    if (edit.state === 'remove') return [{ type: 'member.remove', member }];
    const changes: Change[] = [];
    const roles = [...without(person.roles, edit.removeRoles), ...without(edit.addRoles, person.roles)];
    if (roles.length > 0) changes.push(...setChange('member.roles', member, person.roles, roles));
    const groups = [...without(person.groups, edit.removeGroups), ...without(edit.addGroups, person.groups)];
    changes.push(...setChange('member.groups', member, person.groups, groups));
    if (edit.class !== null && edit.class !== person.class) {
      changes.push({ type: 'member.class', member, class: edit.class });
    }
    // An expired one may never have joined, and can do nothing either way.
    if (edit.state === 'disable' && person.state === 'active') changes.push({ type: 'member.disable', member });
    if (edit.state === 'enable' && person.state === 'disabled') changes.push({ type: 'member.enable', member });
    if (edit.state === 'enable' && person.state === 'locked') changes.push({ type: 'member.unlock', member });
    return changes;
  });
}

/** How many of them the changes name. */
export const peopleIn = (changes: readonly Change[]): number => new Set(changes.map(({ member }) => member)).size;
