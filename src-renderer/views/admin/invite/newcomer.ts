import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { Request } from '../../../../src-shared/ipc/contract.ts';
import type { Me } from '../../../../src-shared/ipc/people-contract.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';

/** An invitation as it stands in the form. */
export type InvitationDraft = Omit<Request<'admin.invite'>, 'roles' | 'groups' | 'withheld' | 'scopes'> & {
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly withheld: readonly Permission[];
  readonly scopes: readonly string[] | null;
};

/** What newcomers get unless something else is chosen: the organisation's template, in a role that one may give. */
export function newcomer(
  { template }: Pick<OrganisationView, 'template'>,
  me: Pick<Me, 'assignable' | 'usualRole'>,
): InvitationDraft {
  const role = me.assignable.find(({ id }) => id === me.usualRole) ?? me.assignable.at(-1);
  return {
    name: '',
    email: '',
    kind: 'internal',
    roles: role === undefined ? [] : [role.id],
    class: template.class,
    groups: template.groups,
    withheld: [],
    scopes: null,
    expiresAt: null,
    contact: null,
  };
}
