import { describe, expect, test } from 'vitest';
import type { GroupId, ProposalId } from '../../../../src-shared/base/ids.ts';
import type { Action, ActionOf } from '../../../../src-shared/policy/action/action.ts';
import { hexOf, idOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  classOf,
  joined,
  keysOf,
  memberOf,
  pinsOf,
  refused,
  role,
  team,
} from '../../../support/policy/world.ts';

const state = team();
const seq = state.head.seq + 1;

describe('setting.set', () => {
  test('sets one, and leaves the others', () => {
    const next = accepted(state, 1, { type: 'setting.set', key: 'approval.required', value: 'selected' });
    expect(next.settings).toEqual({ ...state.settings, 'approval.required': { value: 'selected', setBy: seq } });
  });

  test.each<[string, Action]>([
    ['modeOfGovernance', { type: 'setting.set', key: 'user.invite', value: 'everybody' }],
    ['settingInvalid', { type: 'setting.set', key: 'users.none', value: 'everybody' }],
    ['settingInvalid', { type: 'setting.set', key: 'users.mfa', value: 7 }],
    ['settingInvalid', { type: 'setting.set', key: 'users.invitationDays', value: 0 }],
    ['unchanged', { type: 'setting.set', key: 'users.invitationDays', value: 7 }],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 0, action)).toBe(problem);
  });
});

describe('template.set', () => {
  const template = (fields: Partial<ActionOf<'template.set'>> = {}): Action => ({
    type: 'template.set',
    role: role('guest'),
    class: classOf('guest'),
    groups: [],
    permissions: { 'pkg.track': 'deny' },
    ...fields,
  });

  test('touches no member that there is', () => {
    const next = accepted(state, 1, template());
    expect(next.template).toEqual({
      role: 'guest',
      class: 'guest',
      groups: [],
      permissions: { 'pkg.track': 'deny' },
      setBy: seq,
    });
    expect(next.members).toBe(state.members);
  });

  test.each<[string, Action]>([
    ['roleUnknown', template({ role: role('none') })],
    ['roleIsUnique', template({ role: role('owner') })],
    ['classUnknown', template({ class: classOf('none') })],
    ['groupUnknown', template({ groups: ['none' as GroupId] })],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 0, action)).toBe(problem);
  });
});

describe('threshold.set', () => {
  const threshold = (governors: number): Action => ({ type: 'threshold.set', danger: 'mfa.weaken', governors });

  test('asks for as many governors as there are, at most', () => {
    const next = accepted(state, 0, threshold(3));
    expect(next.thresholds).toEqual({ ...state.thresholds, 'mfa.weaken': { governors: 3, setBy: seq } });
    expect(refused(state, 0, threshold(4))).toBe('thresholdUnreachable');
    const more = joined(state, 6, { roles: [role('administrator')] });
    expect(accepted(more, 0, threshold(4)).thresholds['mfa.weaken'].governors).toBe(4);
  });

  test('is raised by the owner alone, or by as many as it then asks for', () => {
    expect(refused(state, 1, threshold(2))).toBe('thresholdNeeded');
    const id = idOf<ProposalId>('p', 1);
    const actions = [threshold(3)];
    const opened = accepted(state, 1, { type: 'proposal.open', proposal: id, actions, expiresAt: state.at + 1000 });
    const approve: Action = { type: 'proposal.approve', proposal: id, pins: [] };
    const two = accepted(opened, 2, approve);
    expect(two.thresholds).toEqual(state.thresholds);
    expect(accepted(two, 0, approve).thresholds['mfa.weaken'].governors).toBe(3);
  });

  test('is refused when nothing changes, and by whoever is no governor', () => {
    expect(refused(state, 1, threshold(1))).toBe('unchanged');
    expect(refused(state, 3, threshold(2))).toBe('default');
  });
});

describe('organisation.edit and licence.set', () => {
  test('change name, preset and licences', () => {
    const next = accepted(state, 1, { type: 'organisation.edit', name: 'New', preset: 'quatrix' });
    expect([next.name, next.preset]).toEqual(['New', 'quatrix']);
    const bought = accepted(state, 0, { type: 'licence.set', bought: 10 });
    expect(bought.licences).toEqual({ bought: 10, setBy: seq });
    expect(accepted(bought, 0, { type: 'licence.set', bought: null }).licences.bought).toBe(null);
  });

  test.each<[string, Action]>([
    ['unchanged', { type: 'organisation.edit' }],
    ['unchanged', { type: 'organisation.edit', name: 'Organisation' }],
    ['unchanged', { type: 'licence.set', bought: null }],
    ['licencesInUse', { type: 'licence.set', bought: state.licencesInUse - 1 }],
  ])('are refused: %s', (problem, action) => {
    expect(refused(state, 0, action)).toBe(problem);
  });
});

describe('key.rotate and state.root', () => {
  const rotate = (fields: Partial<ActionOf<'key.rotate'>> = {}): Action => ({
    type: 'key.rotate',
    key: 'audit',
    epoch: 1,
    publicKey: hexOf('a', 1, 1216),
    copies: hexOf('b', 1),
    ...fields,
  });
  const directory = rotate({ key: 'directory', publicKey: null });

  test('give each key the next epoch', () => {
    const next = accepted(state, 0, rotate(), directory);
    expect(next.keys).toEqual({
      audit: { epoch: 1, publicKey: hexOf('a', 1, 1216), setBy: seq },
      recovery: null,
      billing: null,
    });
    expect(next.directoryEpoch).toBe(1);
    const second = accepted(next, 0, rotate({ epoch: 2, publicKey: hexOf('a', 2, 1216) }));
    expect(second.keys.audit).toMatchObject({ epoch: 2, setBy: seq + 1 });
    expect(refused(next, 0, rotate({ epoch: 2 }))).toBe('keyReused');
    expect(refused(next, 0, directory)).toBe('epochOrder');
  });

  test.each<[string, Action]>([
    ['epochOrder', rotate({ epoch: 2 })],
    ['epochOrder', rotate({ key: 'directory', epoch: 2, publicKey: null })],
    ['keyMissing', rotate({ publicKey: null })],
    ['keyMissing', rotate({ key: 'directory' })],
    ['keyReused', rotate({ publicKey: keysOf(3).sealing })],
  ])('are refused: %s', (problem, action) => {
    expect(refused(state, 0, action)).toBe(problem);
  });

  describe('a key that opens every package, or every account,', () => {
    const keys = [
      ['audit', 'org.pkg.view'],
      ['recovery', 'password.reset'],
    ] as const;

    test.each(keys)(
      '%s, is not made by whose right to it is limited, or is for departments alone',
      (key, permission) => {
        const desk = 'desk' as GroupId;
        const deputy: Action = {
          type: 'role.create',
          role: role('deputy'),
          name: 'Deputy',
          rank: 50,
          peer: false,
          matrix: { [permission]: 'limited' },
        };
        const made = accepted(
          state,
          0,
          deputy,
          { type: 'member.roles', member: memberOf(3), add: [role('deputy')], remove: [], pins: [] },
          { type: 'group.create', group: desk, name: 'Desk', scope: true, permissions: {} },
          { type: 'member.limits', member: memberOf(2), withheld: [], scopes: [desk], pins: pinsOf(state, 2) },
        );
        expect(refused(made, 3, rotate({ key }))).toBe('limitedToExternal');
        expect(refused(made, 2, rotate({ key }))).toBe('outOfScope');
        expect(refused(made, 4, rotate({ key }))).toBe('default');
        for (const author of [0, 1]) expect(accepted(made, author, rotate({ key })).keys[key]?.epoch).toBe(1);
      },
    );
  });

  test('a root changes nothing but the head', () => {
    const next = accepted(state, 1, { type: 'state.root', root: hexOf('c', 1) });
    expect(next).toEqual({ ...state, head: next.head });
  });
});
