import { describe, expect, test } from 'vitest';
import type { InviteId, MemberId } from '../../../src-shared/base/ids.ts';
import type { Action } from '../../../src-shared/policy/actions.ts';
import { authorise } from '../../../src-shared/policy/authorise.ts';
import { decide } from '../../../src-shared/policy/decide.ts';
import type { Member, PolicyState, Role } from '../../../src-shared/policy/model.ts';
import { PERMISSIONS } from '../../../src-shared/policy/permissions.ts';
import { FIRST, id } from '../../support/policy-intents.ts';

const person = (number: number, role: Role, entry: number, status: Member['status'] = 'active'): Member => ({
  id: id<MemberId>('m', number),
  name: `Person ${number}`,
  email: `p${number}@example.org`,
  role,
  status,
  keyset: null,
  mailbox: null,
  invitation: null,
  setBy: { role: entry, status: entry, keyset: entry },
});

const people = [person(1, 'administrator', 3), person(2, 'administrator', 4), person(3, 'member', 5)];
const invited = person(4, 'member', 6, 'invited');
const disabled = person(5, 'administrator', 7, 'disabled');
const state: PolicyState = {
  ...FIRST,
  head: { seq: 9, hash: 'h' },
  members: new Map([...FIRST.members, ...[...people, invited, disabled].map((member) => [member.id, member] as const)]),
};
const [owner, admin, otherAdmin, member] = [FIRST.owner, ...people.map((one) => one.id)] as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];
const nobody = id<MemberId>('n', 1);

const invitation = { id: id<InviteId>('i', 1), publicKey: 'k', expiresAt: 1 };
const role = (target: MemberId, to: Role): Action => ({ type: 'member.role', member: target, role: to });
const invite = (to: Role): Action => ({
  type: 'member.invite',
  member: nobody,
  name: 'N',
  email: 'n@example.org',
  role: to,
  invitation,
});
const reinvite = (target: MemberId): Action => ({ type: 'member.reinvite', member: target, invitation });

describe('who may manage whom', () => {
  test.each<[string, MemberId, Action, boolean, string]>([
    ['owner makes a member administrator', owner, role(member, 'administrator'), true, 'decision.grantWithin'],
    ['owner demotes an administrator', owner, role(admin, 'member'), true, 'decision.grantWithin'],
    ['administrator demotes a peer', admin, role(otherAdmin, 'member'), true, 'decision.grantWithin'],
    ['administrator promotes a member', admin, role(member, 'administrator'), true, 'decision.grantWithin'],
    ['administrator steps down', admin, role(admin, 'member'), true, 'decision.grantWithin'],
    ['administrator touches the owner', admin, role(owner, 'member'), false, 'decision.targetIsOwner'],
    ['owner demotes the owner', owner, role(owner, 'member'), false, 'decision.targetIsOwner'],
    ['owner makes a second owner', owner, role(admin, 'owner'), false, 'decision.roleIsUnique'],
    ['administrator makes themselves owner', admin, role(admin, 'owner'), false, 'decision.roleIsUnique'],
    ['member promotes themselves', member, role(member, 'administrator'), false, 'decision.roleLacks'],
    ['member demotes an administrator', member, role(admin, 'member'), false, 'decision.roleLacks'],
    ['administrator changes nobody', admin, role(nobody, 'member'), false, 'decision.targetUnknown'],
    ['nobody changes a member', nobody, role(member, 'member'), false, 'decision.notMember'],
    ['disabled administrator invites', disabled.id, invite('member'), false, 'decision.notActive'],
    ['invited person invites', invited.id, invite('member'), false, 'decision.notActive'],
    ['administrator invites an administrator', admin, invite('administrator'), true, 'decision.grantWithin'],
    ['owner invites an owner', owner, invite('owner'), false, 'decision.roleIsUnique'],
    ['member invites a member', member, invite('member'), false, 'decision.roleLacks'],
    ['administrator resends', admin, reinvite(invited.id), true, 'decision.targetBelow'],
    ['member resends', member, reinvite(invited.id), false, 'decision.roleLacks'],
  ])('%s', (_, author, action, allowed, reason) => {
    const decision = authorise(state, author, action);
    expect(decision.allowed).toBe(allowed);
    expect(decision.steps.at(-1)?.reason).toBe(reason);
  });
});

describe('decide', () => {
  test('cites the entry that gave the role', () => {
    expect(decide(state, admin, PERMISSIONS.invite)).toEqual({
      allowed: true,
      steps: [
        { layer: 'state', effect: 'allow', entry: 3, reason: 'decision.active' },
        { layer: 'role', effect: 'allow', entry: 3, reason: 'decision.roleAllows' },
      ],
    });
  });

  test('cites the entry that disabled, and denies everything', () => {
    for (const permission of Object.values(PERMISSIONS)) {
      expect(decide(state, disabled.id, permission)).toEqual({
        allowed: false,
        steps: [{ layer: 'state', effect: 'deny', entry: 7, reason: 'decision.notActive' }],
      });
    }
  });

  test('cites the head for somebody whom the log does not name', () => {
    expect(decide(state, nobody, PERMISSIONS.login).steps).toEqual([
      { layer: 'state', effect: 'deny', entry: 9, reason: 'decision.notMember' },
    ]);
  });
});
