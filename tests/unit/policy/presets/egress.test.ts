import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { EGRESS } from '../../../../src-shared/policy/presets/egress.ts';
import { Office } from '../../../support/policy/office.ts';

const SENDING: readonly Permission[] = ['pkg.send', 'pkg.send.public', 'pkg.send.internal', 'pkg.send.private'];
const ROLES = ['administrator', 'power-user', 'auditor', 'author', 'limited-user'];

/** One of each role, by its name, and `fellow`, a second author. */
function staffed(): Office {
  const office = new Office(EGRESS);
  for (const role of ROLES) office.joins(role, { roles: [role] });
  office.joins('fellow');
  return office;
}

const asks = (permission: Permission): Action => ({ type: 'privilege.request', permission });

describe('Egress', () => {
  it('EG-01 lets an administrator give each member a role of their own', () => {
    const office = staffed();
    office.does('administrator', office.to.roles('fellow', ['auditor'], ['author']));
    expect(office.member('fellow').roles.map(({ id }) => id)).toEqual(['auditor']);
    expect(office.refusal('auditor', office.to.roles('author', ['auditor']))).toBe('default');
  });

  it('EG-02 spreads inviting, help desk and billing over different people', () => {
    const office = staffed();
    office.does('administrator', office.to.permit('author', 'user.invite'));
    office.does('administrator', office.to.permit('auditor', 'password.reset'));
    office.does('owner', office.to.permit('limited-user', 'billing.view'));
    expect(office.can('author', 'user.invite')).toBe(true);
    expect(office.can('auditor', 'password.reset')).toBe(true);
    expect(office.can('limited-user', 'billing.view')).toBe(true);
    expect(office.refusal('administrator', office.to.permit('fellow', 'billing.view'))).toBe('grantExceeds');
  });

  it('EG-03 answers no to everything for a disabled member and gives the role back when enabled', () => {
    const office = staffed();
    const before = office.rights('auditor');
    office.does('administrator', office.to.disable('auditor'));
    expect(office.rights('auditor')).toEqual([]);
    expect(office.why('auditor', 'account.login')).toBe('disabled');
    office.does('administrator', office.to.enable('auditor'));
    expect(office.rights('auditor')).toEqual(before);
  });

  it('EG-04 lets nobody address a disabled member', () => {
    const office = staffed();
    expect(office.can('fellow', 'pkg.send.private', office.about.member('author'))).toBe(true);
    office.does('administrator', office.to.disable('author'));
    expect(office.why('fellow', 'pkg.send.private', office.about.member('author'))).toBe('targetCannotReceive');
    expect(office.can('author', 'pkg.send.private')).toBe(false);
    expect(office.can('author', 'pkg.receive')).toBe(false);
  });

  it('EG-05 opens to a limited user the packages they received and no others', () => {
    const office = staffed();
    const read = (resource: Parameters<Office['can']>[2]) => office.can('limited-user', 'pkg.receive', resource);
    expect(read(office.about.package('author', ['limited-user']))).toBe(true);
    expect(read(office.about.package('author', ['fellow'], { contributors: ['limited-user'] }))).toBe(true);
    expect(read(office.about.package('author', ['fellow']))).toBe(false);
    expect(office.can('limited-user', 'org.pkg.view')).toBe(false);
  });

  it('EG-06 lets a limited user create no package of any kind', () => {
    const office = staffed();
    const creating: readonly Permission[] = [...SENDING, 'pkg.send.self', 'pkg.briefcase', 'pkg.cooperative'];
    expect(creating.filter((permission) => office.can('limited-user', permission))).toEqual([]);
  });

  it('EG-07 lets an author send all three kinds of package', () => {
    const office = staffed();
    expect(SENDING.filter((permission) => !office.can('author', permission))).toEqual([]);
    expect(office.can('author', 'pkg.send.private', office.about.member('limited-user'))).toBe(true);
    expect(office.rights('limited-user').filter((permission) => !office.can('author', permission))).toEqual([]);
  });

  it('EG-08 gives newcomers free credits', () => {
    expect(EGRESS.settings['billing.freeCredits']).toBeGreaterThan(0);
    expect(staffed().member('author').credits).toBe(EGRESS.settings['billing.freeCredits']);
  });

  it('EG-09 makes newcomers authors until their credits are used up', () => {
    const office = staffed();
    office.does('owner', office.to.set('billing.unlimitedSending', false));
    expect(office.member('fellow').roles.map(({ id }) => id)).toEqual(['author']);
    expect(office.can('fellow', 'pkg.send.private')).toBe(true);
    office.does('fellow', { type: 'credits.spend', amount: office.member('fellow').credits });
    expect(office.why('fellow', 'pkg.send.private')).toBe('noCredit');
    const limited = office.rights('limited-user');
    expect(limited.filter((permission) => !office.can('fellow', permission))).toEqual([]);
    office.does('owner', { type: 'credits.grant', member: office.id('fellow'), amount: 1 });
    expect(office.can('fellow', 'pkg.send.private')).toBe(true);
  });

  it('EG-10 lets authors of a business account send without counting', () => {
    const office = staffed();
    office.does('fellow', { type: 'credits.spend', amount: office.member('fellow').credits });
    expect(office.member('fellow').credits).toBe(0);
    expect(SENDING.filter((permission) => !office.can('fellow', permission))).toEqual([]);
  });

  it('EG-11 lets an auditor view the packages of others, modify none', () => {
    const office = staffed();
    const foreign = office.about.package('author', ['fellow']);
    expect(office.can('auditor', 'org.pkg.view', foreign)).toBe(true);
    expect(office.can('auditor', 'org.pkg.modify', foreign)).toBe(false);
    expect(office.can('author', 'org.pkg.view', foreign)).toBe(false);
    expect(office.rights('author').filter((permission) => !office.can('auditor', permission))).toEqual([]);
    const more = office.rights('auditor').filter((permission) => !office.can('author', permission));
    expect(more).toEqual(['org.pkg.view', 'activity.view']);
  });

  it('EG-12 lets a power user view and modify the packages of others', () => {
    const office = staffed();
    const foreign = office.about.package('author', ['fellow']);
    expect(office.can('power-user', 'org.pkg.view', foreign)).toBe(true);
    expect(office.can('power-user', 'org.pkg.modify', foreign)).toBe(true);
    expect(office.why('power-user', 'pkg.persistent', foreign)).toBe('default');
    expect(office.why('power-user', 'pkg.encrypt.password', foreign)).toBe('notAuthor');
    expect(office.rights('auditor').filter((permission) => !office.can('power-user', permission))).toEqual([]);
    const more = office.rights('power-user').filter((permission) => !office.can('auditor', permission));
    expect(more).toEqual(['org.pkg.modify']);
  });

  it('EG-13 gives an administrator every right over packages and users but billing', () => {
    const office = staffed();
    const foreign = office.about.package('author', ['fellow']);
    expect(office.can('administrator', 'org.pkg.view', foreign)).toBe(true);
    expect(office.can('administrator', 'org.pkg.modify', foreign)).toBe(true);
    for (const name of ROLES.slice(1)) {
      expect(office.refusal('administrator', office.to.edit(name, { email: `${name}-new@example.org` }))).toBeNull();
      expect(office.refusal('administrator', office.to.disable(name))).toBeNull();
    }
    const lacking = PERMISSIONS.filter((permission) => !office.can('administrator', permission));
    expect(lacking.map(kindOf).filter((kind) => kind !== 'delegated' && kind !== 'exemption')).toEqual([]);
    expect(PERMISSIONS.filter((one) => kindOf(one) === 'delegated' && !lacking.includes(one))).toEqual([]);
    expect(office.refusal('administrator', office.to.disable('owner'))).toBe('targetIsOwner');
  });

  it("EG-14 lets an administrator change people's roles, and what lower roles may do", () => {
    const office = staffed();
    office.does('administrator', office.to.roles('limited-user', ['author'], ['limited-user']));
    expect(office.can('limited-user', 'pkg.send.private')).toBe(true);
    office.does('administrator', office.to.change('author', { 'pkg.send.public': null }));
    expect(office.can('author', 'pkg.send.public')).toBe(false);
    const own = office.to.change('administrator', { 'user.edit': null });
    expect(office.refusal('administrator', own)).toBe('roleOutranks');
    expect(office.refusal('power-user', office.to.change('author', { 'pkg.send.public': 'full' }))).toBe('default');
  });

  it('EG-15 lets an administrator remove an account for good', () => {
    const office = staffed();
    office.does('administrator', office.to.remove('fellow'));
    expect(office.member('fellow').status).toBe('removed');
    expect(office.rights('fellow')).toEqual([]);
    expect(office.refusal('administrator', office.to.enable('fellow'))).toBe('targetUnknown');
    const again = office.invites('other', { email: 'fellow@example.org' });
    expect(office.refusal('administrator', again)).toBe('emailTaken');
    expect(office.refusal('power-user', office.to.remove('author'))).toBe('default');
  });

  it.each(ROLES)('EG-16 lets somebody of any role with the help desk privilege reset fellow users (%s)', (role) => {
    const office = staffed();
    office.joins('helper', { roles: [role] });
    expect(office.can('helper', 'password.reset')).toBe(role === 'administrator');
    if (role !== 'administrator') office.does('administrator', office.to.permit('helper', 'password.reset'));
    expect(office.refusal('helper', office.to.reset(role))).toBeNull();
    expect(office.refusal('helper', office.to.reset('limited-user'))).toBeNull();
    expect(office.refusal('helper', office.to.reset('owner'))).not.toBeNull();
    const above = ROLES[ROLES.indexOf(role) - 1];
    if (above !== undefined) expect(office.refusal('helper', office.to.reset(above))).toBe('targetOutranks');
  });

  it('EG-17 keeps a member with a password set by the help desk to choosing their own', () => {
    const office = staffed();
    office.does('administrator', office.to.reset('author', 'password'));
    expect(office.rights('author')).toEqual(['account.login']);
    expect(office.why('author', 'pkg.receive')).toBe('mustChoosePassword');
    office.does('author', { type: 'password.chosen' });
    expect(office.can('author', 'pkg.send.private')).toBe(true);
  });

  it('EG-18 resets by code just the same', () => {
    const office = staffed();
    office.does('administrator', office.to.reset('author', 'code'));
    expect(office.rights('author')).toEqual(['account.login']);
    expect(office.refusal('fellow', { type: 'password.chosen' })).toBe('notReset');
  });

  it('EG-19 lets an author with the inviting privilege invite newcomers', () => {
    const office = staffed();
    expect(office.refusal('author', office.invites('new'))).toBe('default');
    office.does('administrator', office.to.permit('author', 'user.invite'));
    expect(office.refusal('author', office.invites('new'))).toBeNull();
    expect(office.refusal('author', office.invites('new', { roles: ['limited-user'] }))).toBeNull();
    expect(office.refusal('author', office.invites('new', { roles: ['administrator'] }))).not.toBeNull();
    expect(office.refusal('author', office.invites('new', { roles: ['auditor'] }))).not.toBeNull();
  });

  it.each(ROLES)('EG-20 lets every role ask for payment settings and the account holder answer (%s)', (role) => {
    const office = staffed();
    office.does(role, asks('billing.view'));
    const answer: Action = {
      type: 'privilege.answer',
      member: office.id(role),
      permission: 'billing.view',
      granted: true,
    };
    expect(office.refusal('administrator', answer)).not.toBeNull();
    expect(office.can(role, 'billing.view')).toBe(false);
    office.does('owner', answer);
    expect(office.can(role, 'billing.view')).toBe(true);
    expect(office.refusal(role, asks('org.pkg.view'))).toBe('notDelegated');
    office.does('owner', office.to.disable(role));
    expect(office.refusal(role, asks('billing.manage'))).toBe('disabled');
  });

  it('EG-21 shows billing to whoever was granted it and keeps changing it apart', () => {
    const office = staffed();
    office.does('owner', office.to.permit('author', 'billing.view'));
    expect(office.can('author', 'billing.view')).toBe(true);
    expect(office.can('author', 'billing.manage')).toBe(false);
    expect(office.refusal('author', { type: 'licence.set', bought: 9 })).toBe('default');
    office.does('owner', office.to.permit('author', 'billing.manage'));
    expect(office.refusal('author', { type: 'licence.set', bought: 9 })).toBeNull();
  });

  it('EG-22 puts everybody into the one class of a business account', () => {
    const office = staffed();
    expect(new Set([...office.state.members.values()].map((member) => member.class))).toEqual(new Set(['business']));
    expect(office.refusal('administrator', office.invites('new', { class: 'elsewhere' }))).toBe('classUnknown');
  });
});
