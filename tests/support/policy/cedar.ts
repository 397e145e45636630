import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Effect, Member, Overrides } from '../../../src-shared/policy/model/entities.ts';
import { kindOf, PERMISSIONS, type Permission, requirementsOf } from '../../../src-shared/policy/model/permissions.ts';
import { GRANT_KEYS, GRANT_SETTINGS } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

/*
 * An organisation as Cedar policies: a second engine's opinion on layers 0 to 9. Cedar knows one rule, that any forbid
 * beats every permit, so that a layer which wins by allowing is an exception in the forbids of the layers after it.
 * Prerequisites are one request each: a policy cannot ask for the decision on another action.
 */

const action = (permission: Permission) => `Action::"${permission}"`;
const actions = (permissions: readonly Permission[]) => `[${permissions.map(action).join(', ')}]`;
const FEDERATED = '(principal.federated && action == Action::"pkg.download.withoutPassword")';
const POLICY_SET = 'organisation';

const GOVERNING = new Set(PERMISSIONS.filter((permission) => ['governance', 'delegated'].includes(kindOf(permission))));
const COSTS_CREDIT = ['pkg.send.public', 'pkg.send.internal', 'pkg.send.private', 'pkg.send.self'] as const;

function policiesOf(state: PolicyState): readonly string[] {
  const owner = `(principal == Member::"${state.owner}" && context.governing)`;
  const policies: string[] = [
    'forbid(principal, action, resource) unless { principal.active };',
    'forbid(principal, action, resource) when { principal has expiresAt && context.at >= principal.expiresAt };',
    'forbid(principal, action, resource) when { principal.mustChoose && action != Action::"account.login" };',
    `forbid(principal, action in ${actions(COSTS_CREDIT)}, resource) when { principal.outOfCredit };`,
    `permit(principal, action, resource) when { ${owner} || ${FEDERATED} };`,
    `forbid(principal, action, resource) when { principal.withheld.contains(context.permission) } unless { ${owner} || ${FEDERATED} };`,
  ];
  for (const { id, ceiling } of state.classes.values()) {
    if (ceiling === null) continue;
    policies.push(
      `forbid(principal in Class::"${id}", action, resource) unless { ${owner} || action in ${actions(ceiling)} };`,
    );
  }
  // What a mode has decided is left out of the layers after it.
  const open = new Set(PERMISSIONS);
  for (const key of GRANT_KEYS) {
    const { permission } = GRANT_SETTINGS[key];
    const mode = state.settings[key].value;
    if (mode === 'nobody') policies.push(`forbid(principal, action == ${action(permission)}, resource);`);
    if (mode === 'everybody') policies.push(`permit(principal, action == ${action(permission)}, resource);`);
    if (mode !== 'selected') open.delete(permission);
  }
  const undecided = (permissions: readonly Permission[]) =>
    actions(permissions.filter((permission) => open.has(permission)));
  const rule = (effect: string, who: string, permissions: readonly Permission[], unless: string) =>
    policies.push(`${effect}(${who}, action in ${undecided(permissions)}, resource) unless { ${unless} };`);

  for (const member of state.members.values()) {
    const who = `principal == Member::"${member.id}"`;
    rule('permit', who, having(member.overrides, 'allow'), 'false');
    rule('forbid', who, having(member.overrides, 'deny'), `${owner} || ${FEDERATED}`);
  }
  const overridden = 'principal.overridden.contains(context.permission)';
  for (const { id, permissions } of state.groups.values()) {
    const who = `principal in Group::"${id}"`;
    rule('permit', who, having(permissions, 'allow'), 'false');
    rule('forbid', who, having(permissions, 'deny'), `${overridden} || ${owner} || ${FEDERATED}`);
  }
  for (const { id, matrix } of state.roles.values()) {
    const given = PERMISSIONS.filter((permission) => matrix[permission] !== undefined);
    rule('permit', `principal in Role::"${id}"`, given, 'false');
  }
  return policies;
}

const having = (overrides: Overrides, effect: Effect): readonly Permission[] =>
  PERMISSIONS.filter((permission) => overrides[permission]?.effect === effect);

function entityOf(state: PolicyState, member: Member): cedar.EntityJson {
  return {
    uid: { type: 'Member', id: member.id },
    attrs: {
      active: member.status === 'active',
      mustChoose: member.resetBy !== null,
      outOfCredit: member.credits === 0 && !state.settings['billing.unlimitedSending'].value,
      federated: member.origin === 'federated',
      withheld: [...member.limits.withheld],
      overridden: Object.keys(member.overrides),
      ...(member.expiresAt === null ? {} : { expiresAt: member.expiresAt }),
    },
    parents: [
      { type: 'Class', id: member.class },
      ...member.roles.map(({ id }) => ({ type: 'Role', id })),
      ...member.groups.map(({ id }) => ({ type: 'Group', id })),
    ],
  };
}

/** Asks Cedar about one organisation. Making one takes the place of the one made before. */
export class CedarOrganisation {
  readonly #state: PolicyState;
  readonly #organisation: cedar.EntityUid;

  /** @throws Error when Cedar cannot read the policies: a fault of the translation. */
  constructor(state: PolicyState) {
    this.#state = state;
    this.#organisation = { type: 'Organisation', id: state.organisation };
    const parsed = cedar.preparsePolicySet(POLICY_SET, { staticPolicies: policiesOf(state).join('\n') });
    if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '));
  }

  /** Every permission that the member holds at a time, by Cedar. */
  held(member: Member, at: number): ReadonlySet<Permission> {
    const entities = [entityOf(this.#state, member)];
    const alone = new Set(PERMISSIONS.filter((permission) => this.#authorised(member, permission, at, entities)));
    const isOwner = member.id === this.#state.owner;
    const stands = (permission: Permission) =>
      (isOwner && GOVERNING.has(permission)) ||
      requirementsOf(permission).every((requirement) => alone.has(requirement));
    return new Set([...alone].filter(stands));
  }

  #authorised(member: Member, permission: Permission, at: number, entities: cedar.Entities): boolean {
    const answer = cedar.statefulIsAuthorized({
      principal: { type: 'Member', id: member.id },
      action: { type: 'Action', id: permission },
      resource: this.#organisation,
      context: { at, permission, governing: GOVERNING.has(permission) },
      preparsedPolicySetId: POLICY_SET,
      entities,
    });
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
    // A policy that fails to evaluate is skipped by Cedar; here that would hide a forbid.
    const [error] = answer.response.diagnostics.errors;
    if (error !== undefined) throw new Error(error.error.message);
    return answer.response.decision === 'allow';
  }
}
