import { describe, expect, test } from 'vitest';
import { type Alternative, alternatives } from '../../../src-shared/policy/decide/alternatives.ts';
import { decide, type Question } from '../../../src-shared/policy/decide/decide.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import {
  founded,
  idFor,
  OWNER,
  type Person,
  T0,
  withClass,
  withMember,
  withMembers,
  withSetting,
} from '../../support/policy/state-builder.ts';

const BEN = idFor('ben');

/** The change without what every change of its kind carries. */
function short({ change }: Alternative): string {
  const { type, ...rest } = change;
  const said = Object.entries(rest)
    .filter(([key]) => key !== 'member' && key !== 'pins')
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [type, ...said].join(' ');
}
const found = (state: PolicyState, permission: Permission, question: Question = {}, member = BEN) =>
  alternatives(state, member, permission, question).map(short);
const ben = (person: Person, state = founded()) => withMember(state, 'ben', person);

describe('alternatives', () => {
  test('names each single change that would allow what nothing gives', () => {
    const changes = found(ben({ roles: ['reader'] }), 'pkg.track');
    expect(changes).toContain('member.override permission="pkg.track" effect="allow"');
    expect(changes).toContain('role.edit role="reader" cells={"pkg.track":"full"}');
    expect(changes).toContain('member.roles add=["admin"] remove=[]');
    expect(changes).not.toContain('member.roles add=["member"] remove=[]');
    expect(changes).not.toContain('member.roles add=["owner"] remove=[]');
    expect(changes.some((change) => change.startsWith('member.class'))).toBe(false);
  });

  test('names what would take an allowed thing away, another role in place of the only one included', () => {
    const changes = found(ben({}), 'pkg.send.private');
    expect(changes).toContain('member.override permission="pkg.send.private" effect="deny"');
    expect(changes).toContain('member.limits withheld=["pkg.send.private"] scopes=null');
    expect(changes).toContain('member.groups add=["strict"] remove=[]');
    expect(changes).toContain('member.roles add=["reader"] remove=["member"]');
    expect(changes).toContain('role.edit role="member" cells={"pkg.send.private":null}');
    expect(changes).toContain('member.disable');
    expect(changes).toContain('member.override permission="account.login" effect="deny"');
  });

  test('offers only what reaches the layer that decides', () => {
    expect(found(ben({ class: 'guest' }), 'library.browse')).toEqual([]);
    const small = withClass(founded(), 'guest', { ceiling: ['account.login'] });
    expect(found(ben({ class: 'guest', groups: ['sales'] }, small), 'library.browse')).toEqual([
      'member.class class="staff"',
      'member.class class="partner"',
      'class.edit class="guest" ceiling=["account.login","library.browse"]',
    ]);
    const nobody = withSetting(ben({ roles: ['admin'] }), 'packages.briefcase', 'nobody');
    expect(found(nobody, 'pkg.briefcase')).toEqual([
      'setting.set key="packages.briefcase" value="selected"',
      'setting.set key="packages.briefcase" value="everybody"',
    ]);
  });

  test('takes the requirement at the root for what it is', () => {
    const changes = found(ben({ overrides: { 'pkg.send': 'deny' } }), 'pkg.send.private');
    expect(changes).toEqual([
      'member.override permission="pkg.send" effect="allow"',
      'member.override permission="pkg.send" effect=null',
    ]);
  });

  test('lifts a deny of a group by the group, by leaving it, or over it', () => {
    expect(found(ben({ groups: ['strict'] }), 'pkg.send.private')).toEqual([
      'member.override permission="pkg.send.private" effect="allow"',
      'member.groups add=[] remove=["strict"]',
      'group.edit group="strict" permissions={"pkg.send.private":"allow"}',
      'group.edit group="strict" permissions={"pkg.send.private":null}',
    ]);
  });

  test.each([
    ['disabled', 'member.enable'],
    ['locked', 'member.unlock'],
  ] as const)('brings an account back that is %s', (status, change) => {
    expect(found(ben({ status }), 'pkg.send.private')).toEqual([change]);
  });

  test('has nothing for whoever was not activated, is removed, or is nobody', () => {
    expect(found(ben({ status: 'invited' }), 'pkg.send.private')).toEqual([]);
    expect(found(ben({ status: 'removed' }), 'pkg.send.private')).toEqual([]);
    expect(found(founded(), 'pkg.send.private', {}, idFor('nora'))).toEqual([]);
  });

  test('lifts an expiry, a limit and a lack of credit', () => {
    expect(found(ben({ expiresAt: T0 }), 'pkg.send.private')).toEqual(['member.expiry expiresAt=null']);
    expect(found(ben({ withheld: ['pkg.send.private'] }), 'pkg.send.private')).toEqual([
      'member.limits withheld=[] scopes=null',
    ]);
    expect(found(withSetting(ben({}), 'billing.unlimitedSending', false), 'pkg.send.private')).toEqual([
      'credits.grant amount=1',
      'setting.set key="billing.unlimitedSending" value=true',
    ]);
  });

  test('widens scopes and audiences where the resource is what refuses', () => {
    const scoped = withMembers(founded(), { ben: { roles: ['admin'], scopes: ['sales'] }, cara: {} });
    const cara = { resource: { type: 'member', member: idFor('cara') } } as const;
    expect(found(scoped, 'user.edit', cara)).toEqual(['member.limits withheld=[] scopes=null']);
    const guests = withMembers(founded(), { ben: { class: 'guest' }, cara: { class: 'guest' } });
    expect(found(guests, 'pkg.send.private', cara)).toEqual([
      'member.class class="staff"',
      'class.edit class="guest" audience={"classes":["guest","staff"],"contacts":"none"}',
    ]);
  });

  test('looks the member up as changed where it is asked about themselves', () => {
    const deaf = withClass(founded(), 'guest', { ceiling: ['account.login', 'pkg.send', 'pkg.send.self'] });
    const state = ben({ class: 'guest', overrides: { 'pkg.send.self': 'allow' } }, deaf);
    const self = { resource: { type: 'member', member: BEN } } as const;
    expect(decide(state, BEN, 'pkg.send.self', self).steps.at(-1)?.reason).toBe('targetCannotReceive');
    expect(found(state, 'pkg.send.self', self)).toEqual(['member.class class="staff"', 'member.class class="partner"']);
  });

  test('never touches the account of the owner (G1), nor the owner role (G11)', () => {
    const types = new Set(alternatives(founded(), OWNER, 'pkg.briefcase').map(({ change }) => change.type));
    expect([...types]).toEqual(['setting.set']);
    expect(alternatives(founded(), OWNER, 'user.edit')).toEqual([]);
  });

  test('cites the next entry for what the change would set', () => {
    const state = withClass(ben({ by: 6 }), 'staff', {}, 6);
    const [first] = alternatives(state, BEN, 'pkg.track');
    expect(first?.decision.allowed).toBe(true);
    expect(first?.decision.steps[1]).toMatchObject({ layer: 'override', entry: 7 });
    expect(state.members.get(BEN)?.overrides).toEqual({});
  });
});
