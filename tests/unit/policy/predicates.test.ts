import { describe, expect, test } from 'vitest';
import type { ClassId, ContactId, FolderId, MemberId } from '../../../src-shared/base/ids.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import { folderAccess } from '../../../src-shared/policy/decide/folders.ts';
import type { PackageFacts, Resource } from '../../../src-shared/policy/decide/resource.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import {
  founded,
  idFor,
  type Person,
  withClass,
  withContact,
  withFolder,
  withMember,
  withMembers,
  withSetting,
} from '../../support/policy/state-builder.ts';

const BEN = idFor('ben');
const CARA = idFor('cara');
const packageOf = (author: MemberId, facts: Partial<PackageFacts> = {}): PackageFacts => ({
  type: 'package',
  author,
  recipients: [],
  contributors: [],
  audience: 'private',
  approvers: [],
  keyHeld: null,
  ...facts,
});
/** The reason of the last step, `+` before an allow. */
const why = (state: PolicyState, permission: Permission, resource: Resource, member = BEN): string => {
  const { allowed, steps } = decide(state, member, permission, { resource });
  const last = steps[steps.length - 1];
  expect(last?.effect).toBe(allowed ? 'allow' : 'deny');
  return `${allowed ? '+' : '-'}${last?.reason}`;
};
const two = withMembers(founded(), { ben: {}, cara: {} });
const about = (member: MemberId): Resource => ({ type: 'member', member });

describe('a package', () => {
  test('is received by recipients, contributors and whoever has the link of an open one', () => {
    const receive = (facts: Partial<PackageFacts>) => why(two, 'pkg.receive', packageOf(CARA, facts));
    expect(receive({ recipients: [BEN] })).toBe('+recipient');
    expect(receive({ contributors: [BEN] })).toBe('+recipient');
    expect(receive({ audience: 'internal' })).toBe('+audienceIncludes');
    expect(receive({ audience: 'public' })).toBe('+audienceIncludes');
    expect(receive({ recipients: [CARA] })).toBe('-notRecipient');
  });

  test('is sent, kept and fetched back by its author alone', () => {
    const state = withMember(two, 'ben', {
      overrides: { 'pkg.persistent': 'allow', 'pkg.download.ownSent': 'allow', 'pkg.track': 'allow' },
    });
    for (const permission of ['pkg.send.private', 'pkg.persistent', 'pkg.download.ownSent', 'pkg.track'] as const) {
      expect(why(state, permission, packageOf(BEN))).toBe('+ownPackage');
      expect(why(state, permission, packageOf(CARA))).toBe('-notAuthor');
    }
  });

  test('is never approved by its author, not even where they see all (P21)', () => {
    const state = withMember(two, 'ben', { overrides: { 'approval.approve': 'allow', 'approval.all': 'allow' } });
    expect(why(state, 'approval.approve', packageOf(BEN, { approvers: [BEN] }))).toBe('-ownApproval');
  });

  test('is approved by whoever is preferred, by others only where they see all', () => {
    const state = withMember(two, 'ben', { overrides: { 'approval.approve': 'allow' }, by: 3 });
    expect(why(state, 'approval.approve', packageOf(CARA, { approvers: [BEN] }))).toBe('+preferredApprover');
    expect(why(state, 'approval.approve', packageOf(CARA))).toBe('-notPreferredApprover');
    const all = withSetting(state, 'approval.accessAll', 'everybody');
    expect(why(all, 'approval.approve', packageOf(CARA))).toBe('+inScope');
    const scoped = withMember(all, 'ben', { overrides: { 'approval.approve': 'allow' }, scopes: ['sales'] });
    expect(why(scoped, 'approval.approve', packageOf(CARA))).toBe('-outOfScope');
    expect(why(scoped, 'approval.approve', packageOf(CARA, { approvers: [BEN] }))).toBe('+preferredApprover');
  });

  test('is seen by an auditor within the scopes of their access', () => {
    const auditor = (scopes: readonly string[] | null, state = two) =>
      withMember(state, 'ben', { roles: ['auditor'], scopes });
    expect(why(auditor(null), 'org.pkg.view', packageOf(CARA))).toBe('+roleAllow');
    expect(why(auditor(['sales']), 'org.pkg.view', packageOf(CARA))).toBe('-outOfScope');
    const sales = withMember(two, 'cara', { groups: ['sales'] });
    expect(why(auditor(['sales', 'finance'], sales), 'org.pkg.view', packageOf(CARA))).toBe('+inScope');
    expect(why(auditor(['finance'], sales), 'org.pkg.view', packageOf(CARA))).toBe('-outOfScope');
    expect(why(auditor(['sales']), 'org.pkg.view', packageOf(idFor('nobody')))).toBe('-outOfScope');
  });

  test('needs a key at last, when it is known who holds one', () => {
    const mine = { recipients: [BEN] };
    expect(why(two, 'pkg.receive', packageOf(CARA, { ...mine, keyHeld: true }))).toBe('+keyHeld');
    expect(why(two, 'pkg.receive', packageOf(CARA, { ...mine, keyHeld: false }))).toBe('-keyMissing');
    expect(why(two, 'pkg.receive', packageOf(CARA, { keyHeld: true }))).toBe('-notRecipient');
  });
});

describe('addressing a member', () => {
  test('needs a target who may receive, now', () => {
    const send = (cara: Person) => why(withMember(two, 'cara', cara), 'pkg.send.private', about(CARA));
    expect(send({})).toBe('+audienceIncludes');
    expect(send({ withheld: ['pkg.receive'] })).toBe('-targetCannotReceive');
    expect(send({ status: 'disabled' })).toBe('-targetCannotReceive');
    expect(send({ expiresAt: 1 })).toBe('-targetCannotReceive');
    expect(why(two, 'pkg.send.private', about(idFor('nobody')))).toBe('-targetUnknown');
  });

  test('cites what keeps the target from receiving', () => {
    const state = withMember(two, 'cara', { withheld: ['pkg.receive'], by: 7 });
    const { steps } = decide(state, BEN, 'pkg.send.private', { resource: about(CARA) });
    expect(steps[steps.length - 1]).toMatchObject({ layer: 'resource', entry: 7 });
  });

  test('stays within the audience of the class', () => {
    const guests = withMembers(founded(), { ben: { class: 'guest' }, cara: { class: 'guest' }, dora: {} });
    expect(why(guests, 'pkg.send.private', about(CARA))).toBe('-audienceExcludes');
    expect(why(guests, 'pkg.send.private', about(idFor('dora')))).toBe('+audienceIncludes');
  });

  test('needs its own permission when the target is oneself, whichever kind of sending it is', () => {
    expect(why(two, 'pkg.send.private', about(BEN))).toBe('-prerequisite');
    const state = withSetting(two, 'access.sendToSelf', 'everybody');
    expect(why(state, 'pkg.send.private', about(BEN))).toBe('+audienceIncludes');
    expect(why(state, 'pkg.send.self', about(BEN))).toBe('+audienceIncludes');
    expect(why(state, 'pkg.send.self', about(CARA))).toBe('-selfOnly');
  });

  test('costs a credit where sending is not unlimited', () => {
    const state = withSetting(two, 'billing.unlimitedSending', false);
    expect(why(state, 'pkg.send.private', about(CARA))).toBe('-noCredit');
  });
});

describe('addressing a contact', () => {
  const site: Resource = { type: 'contact', contact: idFor<ContactId>('xenia') };
  const own: Resource = { type: 'contact', contact: 'own' };
  const send = (className: string, resource: Resource) =>
    why(withMember(withContact(two, 'xenia'), 'ben', { class: className }), 'pkg.send.private', resource);

  test('stays within what the class allows', () => {
    expect([send('staff', site), send('staff', own)]).toEqual(['+audienceIncludes', '+audienceIncludes']);
    expect([send('partner', site), send('partner', own)]).toEqual(['-audienceExcludes', '+audienceIncludes']);
    expect([send('guest', site), send('guest', own)]).toEqual(['-audienceExcludes', '-audienceExcludes']);
  });

  test('needs a contact that is there', () => {
    expect(why(two, 'pkg.send.private', site)).toBe('-targetUnknown');
    const admin = withMember(withContact(two, 'xenia'), 'ben', { roles: ['admin'] });
    expect(why(admin, 'contact.convert', site)).toBe('+roleAllow');
    expect(why(admin, 'contact.convert', own)).toBe('-targetUnknown');
  });
});

describe('managing a member', () => {
  const manager = (target: Person, scopes: readonly string[] | null = null) =>
    why(withMembers(founded(), { ben: { roles: ['manager'], scopes }, cara: target }), 'user.edit', about(CARA));

  test('reaches outsiders only where it is limited to them', () => {
    expect(manager({ kind: 'external' })).toBe('+roleLimited');
    expect(manager({ kind: 'service' })).toBe('+roleLimited');
    expect(manager({ kind: 'internal' })).toBe('-limitedToExternal');
    const admin = withMembers(founded(), { ben: { roles: ['admin'] }, cara: {} });
    expect(why(admin, 'user.edit', about(CARA))).toBe('+roleAllow');
  });

  test('stays within the scopes of the actor', () => {
    expect(manager({ kind: 'external', groups: ['sales'] }, ['sales'])).toBe('+inScope');
    expect(manager({ kind: 'external', groups: ['finance'] }, ['sales'])).toBe('-outOfScope');
    expect(manager({ kind: 'external' }, ['sales'])).toBe('-outOfScope');
  });

  test('is not confined for the owner (G11)', () => {
    const state = withMember(two, 'olga', { roles: ['owner'], scopes: ['sales'] });
    expect(why(state, 'user.edit', about(CARA), idFor('olga'))).toBe('+owner');
  });
});

describe('a folder', () => {
  const folder: Resource = { type: 'folder', folder: idFor<FolderId>('plans') };
  const state = withFolder(
    withMembers(founded(), {
      ben: { roles: ['admin'], groups: ['sales'] },
      cara: { roles: ['admin'] },
      dora: { roles: ['admin'] },
    }),
    'plans',
    'dora',
    { sales: 'read', cara: 'full' },
    6,
  );

  test('is used by its owner, by grant, and by grant to a group', () => {
    expect(why(state, 'folder.use', folder)).toBe('+folderGranted');
    expect(why(state, 'folder.use', folder, CARA)).toBe('+folderGranted');
    expect(why(state, 'folder.use', folder, idFor('dora'))).toBe('+folderGranted');
    expect(why(state, 'folder.use', folder, idFor('olga'))).toBe('-folderNotGranted');
    expect(why(state, 'folder.use', { type: 'folder', folder: idFor<FolderId>('gone') })).toBe('-folderNotGranted');
  });

  test('is managed with full access only', () => {
    expect(why(state, 'folder.manage', folder)).toBe('-folderNotGranted');
    expect(why(state, 'folder.manage', folder, CARA)).toBe('+folderGranted');
    expect(why(state, 'folder.manage', folder, idFor('dora'))).toBe('+folderGranted');
  });

  test('gives the highest of several grants', () => {
    const ben = state.members.get(BEN);
    if (ben === undefined) throw new Error('no ben');
    expect(folderAccess(state, ben, idFor<FolderId>('plans'))).toEqual({ level: 'read', entry: 6 });
    const more = withFolder(state, 'plans', 'dora', { sales: 'write', ben: 'list' }, 8);
    expect(folderAccess(more, ben, idFor<FolderId>('plans'))).toEqual({ level: 'write', entry: 8 });
  });
});

test('a class that is edited addresses whom it says now', () => {
  const guests = withMembers(founded(), { ben: { class: 'guest' }, cara: { class: 'guest' } });
  const open = withClass(guests, 'guest', { audience: { classes: ['guest' as ClassId], contacts: 'none' } });
  expect(why(open, 'pkg.send.private', about(CARA))).toBe('+audienceIncludes');
});
