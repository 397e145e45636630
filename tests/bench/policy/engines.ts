import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import type { Effect, Member, MemberClass, Overrides } from '../../../src-shared/policy/model/entities.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { GRANT_KEYS, GRANT_SETTINGS, type Mode } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { AT } from './organisation.ts';

/*
 * The same organisation in other engines, each in the way that suits it best, and everything that can be prepared is.
 * They answer yes or no; only Cedar says which policies decided, and none says why nothing allowed.
 */

export type Answer = (member: Member, permission: Permission) => boolean;
export interface Engine {
  readonly name: string;
  /** How many questions a turn is measured over. */
  readonly questions: number;
  prepare(state: PolicyState): Promise<Answer>;
}

const having = (overrides: Overrides, effect: Effect): Permission[] =>
  PERMISSIONS.filter((permission) => overrides[permission]?.effect === effect);
const withMode = ({ settings }: PolicyState, mode: Mode): Permission[] =>
  GRANT_KEYS.filter((key) => settings[key].value === mode).map((key) => GRANT_SETTINGS[key].permission);
const above = ({ ceiling }: MemberClass): Permission[] =>
  ceiling === null ? [] : PERMISSIONS.filter((permission) => !ceiling.includes(permission));
const OPEN: Permission[] = PERMISSIONS.filter((permission) => permission !== 'account.login');

/** One ability a member, kept; of its rules the last one that fits decides. */
export const casl: Engine = {
  name: 'CASL',
  questions: 500_000,
  async prepare(state) {
    const abilities = new Map<Member, MongoAbility<[Permission, string]>>();
    for (const member of state.members.values()) {
      const groups = member.groups.flatMap(({ id }) => state.groups.get(id) ?? []);
      const definition = state.classes.get(member.class);
      const layers: readonly (readonly [Permission[], boolean])[] = [
        [member.roles.flatMap(({ id }) => Object.keys(state.roles.get(id)?.matrix ?? {}) as Permission[]), false],
        [groups.flatMap(({ permissions }) => having(permissions, 'allow')), false],
        [groups.flatMap(({ permissions }) => having(permissions, 'deny')), true],
        [having(member.overrides, 'allow'), false],
        [having(member.overrides, 'deny'), true],
        [withMode(state, 'everybody'), false],
        [withMode(state, 'nobody'), true],
        [definition === undefined ? OPEN : above(definition), true],
      ];
      const rules: RawRuleOf<MongoAbility<[Permission, string]>>[] = layers
        .filter(([action]) => action.length > 0)
        .map(([action, inverted]) => ({ action: [...new Set(action)], subject: 'organisation', inverted }));
      abilities.set(member, createMongoAbility(rules));
    }
    return (member, permission) => abilities.get(member)?.can(permission, 'organisation') ?? false;
  },
};

const CASBIN_MODEL = `
[request_definition]
r = sub, act
[policy_definition]
p = sub, act, eft
[role_definition]
g = _, _
[policy_effect]
e = priority(p.eft) || deny
[matchers]
m = r.act == p.act && g(r.sub, p.sub)
`;

/** Policies in the order of the layers: the first one that fits decides. */
export const casbin: Engine = {
  name: 'Casbin',
  questions: 60,
  async prepare(state) {
    const lines: string[] = [];
    const rule = (who: string, permissions: readonly Permission[], effect: Effect) =>
      lines.push(...permissions.map((permission) => `p, ${who}, ${permission}, ${effect}`));
    for (const definition of state.classes.values()) rule(`class:${definition.id}`, above(definition), 'deny');
    rule('everybody', withMode(state, 'everybody'), 'allow');
    rule('everybody', withMode(state, 'nobody'), 'deny');
    for (const { id, overrides } of state.members.values()) {
      rule(id, having(overrides, 'allow'), 'allow');
      rule(id, having(overrides, 'deny'), 'deny');
    }
    for (const effect of ['deny', 'allow'] as const) {
      for (const { id, permissions } of state.groups.values()) rule(`group:${id}`, having(permissions, effect), effect);
    }
    for (const { id, matrix } of state.roles.values()) {
      rule(`role:${id}`, Object.keys(matrix) as Permission[], 'allow');
    }
    for (const member of state.members.values()) {
      const of = [
        'everybody',
        `class:${member.class}`,
        ...member.groups.map(({ id }) => `group:${id}`),
        ...member.roles.map(({ id }) => `role:${id}`),
      ];
      lines.push(...of.map((parent) => `g, ${member.id}, ${parent}`));
    }
    const enforcer = await newEnforcer(newModelFromString(CASBIN_MODEL), new StringAdapter(lines.join('\n')));
    return ({ id }, permission) => enforcer.enforceSync(id, permission);
  },
};

const POLICY_SET = 'bench';

/** A few policies for all; the member's own overrides are attributes. Policies are parsed once, one member sent along. */
export const cedarWasm: Engine = {
  name: 'Cedar-wasm',
  questions: 500,
  async prepare(state) {
    const actions = (permissions: readonly Permission[]) =>
      `[${permissions.map((permission) => `Action::"${permission}"`).join(', ')}]`;
    const rule = (effect: string, who: string, permissions: readonly Permission[], unless = 'false') =>
      permissions.length === 0
        ? []
        : [`${effect}(${who}, action in ${actions(permissions)}, resource) unless { ${unless} };`];
    const everybody = withMode(state, 'everybody');
    const decided = `action in ${actions(everybody)}`;
    const overridden = 'principal.allows.contains(context.permission)';
    const policies = [
      ...rule('permit', 'principal', everybody),
      ...rule('forbid', 'principal', withMode(state, 'nobody')),
      `permit(principal, action, resource) when { ${overridden} };`,
      `forbid(principal, action, resource) when { principal.denies.contains(context.permission) } unless { ${decided} };`,
      ...[...state.classes.values()].flatMap((each) => rule('forbid', `principal in Class::"${each.id}"`, above(each))),
      ...[...state.groups.values()].flatMap(({ id, permissions }) => [
        ...rule('permit', `principal in Group::"${id}"`, having(permissions, 'allow')),
        ...rule('forbid', `principal in Group::"${id}"`, having(permissions, 'deny'), `${overridden} || ${decided}`),
      ]),
      ...[...state.roles.values()].flatMap(({ id, matrix }) =>
        rule('permit', `principal in Role::"${id}"`, Object.keys(matrix) as Permission[]),
      ),
    ];
    const parsed = cedar.preparsePolicySet(POLICY_SET, { staticPolicies: policies.join('\n') });
    if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '));
    const resource = { type: 'Organisation', id: state.organisation };
    const entities = new Map([...state.members.values()].map((member) => [member, [entityOf(member)]]));
    return (member, permission) => {
      const answer = cedar.statefulIsAuthorized({
        principal: { type: 'Member', id: member.id },
        action: { type: 'Action', id: permission },
        resource,
        context: { at: AT, permission },
        preparsedPolicySetId: POLICY_SET,
        entities: entities.get(member) ?? [],
      });
      if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
      return answer.response.decision === 'allow';
    };
  },
};

function entityOf({ id, overrides, class: own, roles, groups }: Member): cedar.EntityJson {
  return {
    uid: { type: 'Member', id },
    attrs: { allows: having(overrides, 'allow'), denies: having(overrides, 'deny') },
    parents: [
      { type: 'Class', id: own },
      ...roles.map((role) => ({ type: 'Role', id: role.id })),
      ...groups.map((group) => ({ type: 'Group', id: group.id })),
    ],
  };
}

export const ENGINES: readonly Engine[] = [casl, casbin, cedarWasm];
