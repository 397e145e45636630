import { describe, expect, test } from 'vitest';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { LAWS } from '../../../src-shared/policy/model/laws.ts';
import { has, KIND_MASKS, POWERS, permissionsIn } from '../../../src-shared/policy/model/mask.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { masksOfRole, potential, rankOf, rightsOf, underlying } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import {
  founded,
  idFor,
  OWNER,
  type Person,
  T0,
  withCell,
  withGroup,
  withMember,
  withSetting,
} from '../../support/policy/state-builder.ts';

const memberOf = (state: PolicyState, id: MemberId) => {
  const member = state.members.get(id);
  if (member === undefined) throw new Error(`no member ${id}`);
  return member;
};
/** What a person who differs in this from the template may do, as `PERMISSIONS` orders it. */
const holds = (person: Person, state = founded()): readonly Permission[] => {
  const next = withMember(state, 'ben', person);
  return permissionsIn(potential(next, memberOf(next, idFor('ben'))).some);
};
const BASIC = ['account.login', 'pkg.receive', 'pkg.send', 'pkg.send.private', 'folder.use'];

describe('potential', () => {
  test('is the union of what the roles give, the higher level of each', () => {
    const state = withMember(withCell(founded(), 'auditor', 'user.edit', 'full'), 'ben', {
      roles: ['manager', 'auditor'],
    });
    const { some, full } = potential(state, memberOf(state, idFor('ben')));
    expect(has(some, 'org.pkg.view')).toBe(true);
    expect(has(full, 'user.edit')).toBe(true);
    expect([has(some, 'user.state'), has(full, 'user.state')]).toEqual([true, false]);
  });

  test('lets groups beat roles, and a deny of one group an allow of another', () => {
    expect(holds({ groups: ['sales'] })).toContain('library.browse');
    expect(holds({ groups: ['sales', 'strict'] })).not.toContain('library.browse');
    expect(holds({ groups: ['strict'] })).not.toContain('pkg.send.private');
  });

  test('lets an override beat groups in both directions', () => {
    expect(holds({ groups: ['strict'], overrides: { 'pkg.send.private': 'allow' } })).toContain('pkg.send.private');
    expect(holds({ groups: ['sales'], overrides: { 'library.browse': 'deny' } })).not.toContain('library.browse');
  });

  test('gives everybody or nobody what a mode decides, whatever their overrides say', () => {
    const nobody = withSetting(founded(), 'packages.briefcase', 'nobody');
    expect(holds({ overrides: { 'pkg.briefcase': 'allow' } }, nobody)).not.toContain('pkg.briefcase');
    const everybody = withSetting(founded(), 'packages.briefcase', 'everybody');
    expect(holds({ overrides: { 'pkg.briefcase': 'deny' } }, everybody)).toContain('pkg.briefcase');
  });

  test('leaves modes out when asked for what is underlying', () => {
    const state = withMember(withSetting(founded(), 'packages.briefcase', 'everybody'), 'ben');
    expect(has(underlying(state, memberOf(state, idFor('ben'))).some, 'pkg.briefcase')).toBe(false);
  });

  test('withholds what access limits name, even where a mode gives it to everybody', () => {
    const state = withSetting(founded(), 'packages.briefcase', 'everybody');
    expect(holds({ withheld: ['pkg.briefcase'] }, state)).toEqual(BASIC);
  });

  test('never exceeds the ceiling of the class (G10)', () => {
    expect(holds({ class: 'guest', roles: ['admin'] })).toEqual(BASIC);
    const state = withMember(founded(), 'ben', { class: 'guest', roles: ['admin'] });
    const without = potential(state, memberOf(state, idFor('ben')), { ...LAWS, G10: false });
    expect(has(without.some, 'role.assign')).toBe(true);
    expect(has(without.some, 'billing.view')).toBe(false);
  });

  test('drops what stands on something that is missing, to the end of the chain', () => {
    expect(holds({ overrides: { 'pkg.send': 'deny' } })).toEqual(['account.login', 'pkg.receive', 'folder.use']);
    expect(holds({ withheld: ['account.login'], roles: ['admin'] })).toEqual([]);
  });

  test('gives federated accounts downloads without a password, as long as they may receive', () => {
    const denied = { origin: 'federated', overrides: { 'pkg.download.withoutPassword': 'deny' } } as const;
    expect(holds(denied)).toContain('pkg.download.withoutPassword');
    expect(holds({ ...denied, withheld: ['pkg.download.withoutPassword'] })).toContain('pkg.download.withoutPassword');
    expect(holds({ ...denied, withheld: ['pkg.receive'] })).not.toContain('pkg.download.withoutPassword');
    expect(holds({ ...denied, class: 'guest' })).not.toContain('pkg.download.withoutPassword');
  });

  test('gives the owner all governance whatever is set, and other rights by the layers (G11)', () => {
    const limited = withMember(founded(), 'olga', {
      roles: ['owner'],
      withheld: ['user.edit', 'account.login'],
      overrides: { 'billing.view': 'deny' },
    });
    const { some, full } = potential(limited, memberOf(limited, OWNER));
    expect(permissionsIn(some)).toEqual([
      ...permissionsIn(KIND_MASKS.governance),
      ...permissionsIn(KIND_MASKS.delegated),
    ]);
    expect(full).toEqual(some);
    const without = potential(founded(), memberOf(founded(), OWNER), { ...LAWS, G11: false });
    expect(has(without.some, 'user.edit')).toBe(false);
  });

  test('lets a mode decide a governance permission only without G6', () => {
    const odd = { ...founded().settings, 'user.edit': { value: 'everybody', setBy: 3 } };
    const state = withMember({ ...founded(), settings: odd }, 'ben');
    const ben = memberOf(state, idFor('ben'));
    expect(has(potential(state, ben).some, 'user.edit')).toBe(false);
    expect(has(potential(state, ben, { ...LAWS, G6: false }).some, 'user.edit')).toBe(true);
  });

  test('counts nothing of roles, groups and classes that are not there', () => {
    expect(holds({ roles: ['gone'] })).toEqual([]);
    expect(holds({ groups: ['gone'] })).toEqual(BASIC);
    expect(holds({ class: 'gone' })).toEqual([]);
  });
});

describe('rightsOf', () => {
  const rights = (person: Person, at = T0, state = founded()) => {
    const next = withMember(state, 'ben', person);
    return permissionsIn(rightsOf(next, memberOf(next, idFor('ben')), at).some);
  };

  test.each(['invited', 'disabled', 'locked', 'removed'] as const)('is nothing when the account is %s', (status) => {
    expect(rights({ status, roles: ['admin'] })).toEqual([]);
  });

  test('ends at the very millisecond of expiry', () => {
    expect(rights({ expiresAt: T0 + 5 }, T0 + 4)).toEqual(BASIC);
    expect(rights({ expiresAt: T0 + 5 }, T0 + 5)).toEqual([]);
  });

  test('is login alone until a password is chosen after a reset', () => {
    expect(rights({ resetBy: 4, roles: ['admin'] })).toEqual(['account.login']);
    expect(rights({ resetBy: 4, withheld: ['account.login'] })).toEqual([]);
  });

  test('leaves out sending without credit, unless sending is unlimited', () => {
    const counted = withSetting(founded(), 'billing.unlimitedSending', false);
    expect(rights({ credits: 0 }, T0, counted)).not.toContain('pkg.send.private');
    expect(rights({ credits: 0 }, T0, counted)).toContain('pkg.send');
    expect(rights({ credits: 1 }, T0, counted)).toContain('pkg.send.private');
    expect(rights({ credits: 0 })).toContain('pkg.send.private');
  });
});

describe('rankOf', () => {
  test('is that of the highest role, a peer when any role of that rank is one', () => {
    const state = withMember(founded(), 'ben', { roles: ['member', 'admin'] });
    expect(rankOf(state, memberOf(state, idFor('ben')))).toEqual({ rank: 80, peer: true });
    const manager = withMember(founded(), 'ben', { roles: ['manager', 'reader'] });
    expect(rankOf(manager, memberOf(manager, idFor('ben')))).toEqual({ rank: 50, peer: false });
  });

  test('is below every role when there is none', () => {
    const state = withMember(founded(), 'ben', { roles: [] });
    expect(rankOf(state, memberOf(state, idFor('ben')))).toEqual({ rank: -1, peer: false });
  });
});

describe('masks', () => {
  test('are made once for a role, anew for an edited one', () => {
    const role = [...founded().roles.values()][1];
    const edited = [...withCell(founded(), 'admin', 'org.pkg.view', null).roles.values()][1];
    if (role === undefined || edited === undefined) throw new Error('no such role');
    expect(masksOfRole(role)).toBe(masksOfRole(role));
    expect(has(masksOfRole(role).some, 'org.pkg.view')).toBe(true);
    expect(has(masksOfRole(edited).some, 'org.pkg.view')).toBe(false);
  });

  test('follow a group when it is edited', () => {
    const state = withGroup(founded(), 'sales', { 'pkg.briefcase': 'allow' });
    expect(holds({ groups: ['sales'] }, state)).toContain('pkg.briefcase');
    expect(holds({ groups: ['sales'] }, withGroup(state, 'sales', { 'pkg.briefcase': 'deny' }))).toEqual(BASIC);
  });

  test('of powers leave use permissions out', () => {
    expect(permissionsIn(POWERS).includes('pkg.send')).toBe(false);
    expect(permissionsIn(POWERS).includes('mfa.exempt')).toBe(true);
  });
});
