import { describe, expect, test } from 'vitest';
import type { ClassId, ContactId, FolderId, GroupId, RoleId } from '../../../../src-shared/base/ids.ts';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { days, hexOf, idOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  activate,
  classOf,
  deviceOf,
  firstState,
  invitationOf,
  invite,
  joined,
  keysOf,
  member,
  memberOf,
  pinsOf,
  refusal,
  refused,
  role,
  team,
} from '../../../support/policy/world.ts';

const state = team();
const contact = idOf<ContactId>('c', 1);
const sales = 'sales' as GroupId;
const open = accepted(state, 0, { type: 'group.create', group: sales, name: 'Sales', scope: false, permissions: {} });

describe('member.invite', () => {
  test('makes an invited member with exactly what the invitation says, cited to its entry', () => {
    const next = accepted(
      open,
      0,
      invite(open, 6, {
        kind: 'external',
        origin: 'federated',
        roles: [role('member'), role('auditor')],
        groups: [sales],
        permissions: { 'pkg.send.public': 'deny' },
        limits: { withheld: ['pkg.track', 'pkg.briefcase'], scopes: null },
        approvers: [memberOf(1)],
        expiresAt: open.at + days(30),
      }),
    );
    const seq = next.head.seq;
    expect(member(next, 6)).toEqual({
      id: memberOf(6),
      name: 'Person 6',
      email: 'p6@example.org',
      kind: 'external',
      origin: 'federated',
      status: 'invited',
      expiresAt: open.at + days(30),
      class: 'internal',
      roles: [
        { id: 'auditor', setBy: seq },
        { id: 'member', setBy: seq },
      ],
      groups: [{ id: sales, setBy: seq }],
      overrides: { 'pkg.send.public': { effect: 'deny', setBy: seq } },
      limits: { withheld: ['pkg.briefcase', 'pkg.track'], scopes: null, setBy: seq },
      approvers: [memberOf(1)],
      credits: 0,
      requests: [],
      keyset: null,
      mailbox: null,
      invitation: { ...invitationOf(6, open.at), member: memberOf(6), by: memberOf(0) },
      resetBy: null,
      setBy: { status: seq, class: seq, origin: seq, expiry: seq, keyset: seq, credits: seq },
    });
    expect(next.licencesInUse).toBe(open.licencesInUse);
  });

  test('starts with the free credits of the settings', () => {
    const set = accepted(state, 0, { type: 'setting.set', key: 'billing.freeCredits', value: 7 });
    expect(member(accepted(set, 0, invite(set, 6)), 6).credits).toBe(7);
  });

  test('turns a contact into the member, folders included', () => {
    const folder = idOf<FolderId>('f', 1);
    const known = accepted(
      state,
      0,
      { type: 'contact.add', contact, name: 'Contact', email: 'P6@example.org' },
      { type: 'folder.create', folder, name: 'Folder' },
      { type: 'folder.grant', folder, to: contact, level: 'read' },
    );
    const next = accepted(known, 0, invite(known, 6, { contact }));
    expect(next.contacts.has(contact)).toBe(false);
    expect(next.folders.get(folder)?.grants).toEqual([{ to: memberOf(6), level: 'read', setBy: known.head.seq }]);
    expect(refused(next, 0, { type: 'contact.add', contact, name: 'Again', email: 'other@example.org' })).toBe(
      'contactExists',
    );
  });

  const life = (expiresAt: number) => ({ invitation: { ...invitationOf(6, 0), expiresAt } });
  test.each<[string, Action]>([
    ['memberExists', invite(open, 3, { email: 'new@example.org', invitation: invitationOf(6, open.at) })],
    ['memberExists', invite(open, 6, { member: contact as string as ReturnType<typeof memberOf> })],
    ['emailTaken', invite(open, 6, { email: 'P3@example.org' })],
    ['classUnknown', invite(open, 6, { class: 'none' as ClassId })],
    ['roleUnknown', invite(open, 6, { roles: [role('none')] })],
    ['groupUnknown', invite(open, 6, { groups: ['none' as GroupId] })],
    ['groupUnknown', invite(open, 6, { limits: { withheld: [], scopes: ['none' as GroupId] } })],
    ['groupNoScope', invite(open, 6, { limits: { withheld: [], scopes: [sales] } })],
    ['approverUnknown', invite(open, 6, { approvers: [memberOf(9)] })],
    ['expiryPast', invite(open, 6, { expiresAt: open.at })],
    ['invitationLife', invite(open, 6, life(open.at))],
    ['invitationLife', invite(open, 6, life(open.at + days(7) + 1))],
    ['invitationReused', invite(open, 6, { invitation: invitationOf(3, open.at) })],
    [
      'invitationReused',
      invite(open, 6, { invitation: { ...invitationOf(6, open.at), publicKey: keysOf(3).signing } }),
    ],
    ['contactUnknown', invite(open, 6, { contact: idOf('c', 2) })],
    ['contactDiffers', invite(open, 6, { contact })],
  ])('is refused: %s', (problem, action) => {
    const known = accepted(open, 0, { type: 'contact.add', contact, name: 'Contact', email: 'c1@example.org' });
    expect(refused(known, 0, action)).toBe(problem);
  });

  test('is denied to whoever may not invite, and into a unique role', () => {
    expect(refused(state, 3, invite(state, 6))).toBe('default');
    expect(refused(state, 0, invite(state, 6, { roles: ['owner' as RoleId] }))).toBe('roleIsUnique');
  });

  test('frees no address of a removed member', () => {
    const next = accepted(state, 0, { type: 'member.remove', member: memberOf(3), pins: pinsOf(state, 3) });
    expect(refused(next, 0, invite(next, 6, { email: 'p3@example.org' }))).toBe('emailTaken');
    expect(refused(next, 0, invite(next, 3, { email: 'p6@example.org' }))).toBe('memberExists');
  });
});

describe('member.reinvite', () => {
  const reinvite = (number: number, code: number, at = state.at): Action => ({
    type: 'member.reinvite',
    member: memberOf(number),
    invitation: invitationOf(code, at),
  });

  test('kills the old code, and says who has the new one', () => {
    const next = accepted(state, 0, reinvite(5, 15));
    const made = { ...invitationOf(15, state.at), member: memberOf(5) };
    expect(member(next, 5).invitation).toEqual({ ...made, by: memberOf(0) });
    expect(member(accepted(state, 1, reinvite(5, 15)), 5).invitation).toEqual({ ...made, by: memberOf(1) });
    expect(refused(next, 5, activate(5))).toBe('invitationReplaced');
    expect(member(accepted(next, 5, activate(5, { invitation: invitationOf(15, 0).id })), 5).status).toBe('active');
  });

  test.each<[string, Action]>([
    ['targetUnknown', reinvite(9, 15)],
    ['notInvited', reinvite(3, 15)],
    ['invitationReused', reinvite(5, 5)],
    ['invitationLife', reinvite(5, 15, state.at + 1)],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 0, action)).toBe(problem);
  });
});

describe('member.activate', () => {
  test('gives the member keys, mailbox, device and a licence', () => {
    const next = accepted(state, 5, activate(5, { name: 'Own name' }));
    const { signing, sealing, mailbox, devicePublicKey, certificate } = keysOf(5);
    const seq = next.head.seq;
    expect(member(next, 5)).toMatchObject({
      name: 'Own name',
      status: 'active',
      keyset: { signing, sealing },
      mailbox,
      invitation: null,
      setBy: { status: seq, keyset: seq, class: seq - 1 },
    });
    expect(next.devices.get(deviceOf(5))).toEqual({
      id: deviceOf(5),
      member: memberOf(5),
      publicKey: devicePublicKey,
      certificate,
      revoked: false,
      pins: [],
      setBy: seq,
    });
    expect(next.licencesInUse).toBe(state.licencesInUse + 1);
  });

  const sameHalf = `${hexOf('0', 5, 1184)}${keysOf(3).sealing.slice(-64)}`;
  test.each<[string, Action]>([
    ['invitationReplaced', activate(5, { invitation: invitationOf(3, 0).id })],
    ['keyReused', activate(5, { signing: keysOf(3).signing })],
    ['keyReused', activate(5, { sealing: keysOf(3).sealing })],
    ['keyReused', activate(5, { sealing: sameHalf })],
    ['keyReused', activate(5, { devicePublicKey: keysOf(5).signing })],
    ['keyReused', activate(5, { signing: invitationOf(5, 0).publicKey })],
    ['mailboxTaken', activate(5, { mailbox: keysOf(3).mailbox })],
    ['keyReused', activate(5, { device: deviceOf(3) })],
  ])('is refused: %s', (problem, action) => {
    const device = action.type === 'member.activate' ? action.device : deviceOf(5);
    expect(refusal(state, 5, [action], { device })?.detail).toBe(problem);
  });

  test('is refused when the code has expired, though not at its last moment', () => {
    const { expiresAt } = invitationOf(5, state.at);
    expect(refusal(state, 5, [activate(5)], { at: expiresAt })).toBe(null);
    expect(refusal(state, 5, [activate(5)], { at: expiresAt + 1 })?.detail).toBe('invitationExpired');
  });

  test('is refused beside another action, by another device, for somebody else, and twice', () => {
    const edit: Action = { type: 'member.edit', member: memberOf(5), name: 'N' };
    expect(refusal(state, 5, [activate(5), edit])?.detail).toBe('device');
    expect(refusal(state, 5, [activate(5)], { device: deviceOf(3) })?.detail).toBe('device');
    expect(refusal(state, 3, [activate(5)])?.detail).toBe('notYourInvitation');
    expect(refused(accepted(state, 5, activate(5)), 5, activate(5))).toBe('notYourInvitation');
  });

  test('P23: is refused when no licence is left, and after one is bought is not', () => {
    const bought = accepted(state, 0, { type: 'licence.set', bought: state.licencesInUse });
    expect(refused(bought, 5, activate(5))).toBe('noLicence');
    const more = accepted(bought, 0, { type: 'licence.set', bought: state.licencesInUse + 1 });
    expect(accepted(more, 5, activate(5)).licencesInUse).toBe(more.licences.bought);
  });

  test('P23: takes no licence in a class without one', () => {
    const first = firstState();
    expect(joined(first, 1, { class: classOf('guest'), roles: [role('guest')] }).licencesInUse).toBe(
      first.licencesInUse,
    );
  });
});
