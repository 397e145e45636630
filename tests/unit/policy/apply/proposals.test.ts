import { describe, expect, test } from 'vitest';
import type { ProposalId } from '../../../../src-shared/base/ids.ts';
import type { Action, ActionOf } from '../../../../src-shared/policy/action/action.ts';
import { devicesToPin } from '../../../../src-shared/policy/apply/devices-to-pin.ts';
import { PROPOSAL_LIFE_MAX } from '../../../../src-shared/policy/apply/proposals.ts';
import type { Danger } from '../../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../../src-shared/policy/model/state.ts';
import { hexOf, idOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  activate,
  deviceOf,
  joined,
  member,
  memberOf,
  pinsOf,
  refusal,
  refused,
  role,
  team,
} from '../../../support/policy/world.ts';

/** Four governors: the owner and administrators 1, 2 and 6. */
const plain = joined(team(), 6, { roles: [role('administrator')] });
const proposalOf = (number: number) => idOf<ProposalId>('p', number);
const asking = (state: PolicyState, danger: Danger, governors: number): PolicyState =>
  accepted(state, 0, { type: 'threshold.set', danger, governors });
const state = asking(plain, 'administrator.add', 3);

const promote: ActionOf<'member.roles'> = {
  type: 'member.roles',
  member: memberOf(3),
  add: [role('administrator')],
  remove: [],
  pins: [],
};
const open = (actions: readonly unknown[], fields: Partial<ActionOf<'proposal.open'>> = {}): Action => ({
  type: 'proposal.open',
  proposal: proposalOf(1),
  actions: [...actions],
  expiresAt: state.at + 1000,
  ...fields,
});
const approve: Action = { type: 'proposal.approve', proposal: proposalOf(1), pins: [] };
const withdraw: Action = { type: 'proposal.withdraw', proposal: proposalOf(1) };
const opened = accepted(state, 1, open([promote]));
const holds = (of: PolicyState, number: number) => member(of, number).roles.map(({ id }) => id);

describe('a change under a threshold', () => {
  test('P33: is refused of one governor alone', () => {
    expect(refused(state, 0, promote)).toBe('thresholdNeeded');
    expect(refused(state, 1, promote)).toBe('thresholdNeeded');
  });

  test('P33: takes effect with the last approval that it needs, by that entry, as its proposer', () => {
    expect(opened.proposals.get(proposalOf(1))).toEqual({
      id: proposalOf(1),
      by: memberOf(1),
      actions: `[{"add":["administrator"],"member":"${memberOf(3)}","pins":[],"remove":[],"type":"member.roles"}]`,
      approvals: [memberOf(1)],
      expiresAt: state.at + 1000,
      setBy: opened.head.seq,
    });
    const two = accepted(opened, 2, approve);
    expect(two.proposals.get(proposalOf(1))?.approvals).toEqual([memberOf(1), memberOf(2)]);
    expect(holds(two, 3)).toEqual(['member']);
    const three = accepted(two, 0, approve);
    expect(member(three, 3).roles[0]).toEqual({ id: 'administrator', setBy: three.head.seq });
    expect(three.proposals.size).toBe(0);
  });

  test('P33: counts nobody twice, the proposer included', () => {
    expect(refused(opened, 1, approve)).toBe('approvedAlready');
    expect(refused(accepted(opened, 2, approve), 2, approve)).toBe('approvedAlready');
  });

  test('P33: counts nobody who is gone, disabled or has lost the right meanwhile', () => {
    const two = accepted(opened, 2, approve);
    const demotion = { add: [role('member')], remove: [role('administrator')] };
    const losses: Action[] = [
      { type: 'member.remove', member: memberOf(2), pins: pinsOf(two, 2) },
      { type: 'member.disable', member: memberOf(2), pins: pinsOf(two, 2) },
      { type: 'member.roles', member: memberOf(2), ...demotion, pins: pinsOf(two, 2) },
    ];
    for (const loss of losses) {
      const three = accepted(accepted(two, 0, loss), 0, approve);
      expect(holds(three, 3)).toEqual(['member']);
      expect(holds(accepted(three, 6, approve), 3)).toEqual(['administrator', 'member']);
    }
  });

  test('P33: counts only whoever could do it themselves', () => {
    expect(refused(opened, 4, approve)).toBe('default');
    const desk = joined(state, 7, { roles: [role('help-desk')] });
    expect(refused(accepted(desk, 1, open([promote])), 7, approve)).toBe('default');
  });

  test('is refused when its proposer lost the right before it took effect', () => {
    const two = accepted(opened, 2, approve);
    const without = accepted(two, 0, { type: 'member.disable', member: memberOf(1), pins: pinsOf(two, 1) });
    expect(refused(without, 6, approve)).toBe('disabled');
  });

  test('P30: takes effect whole or not at all', () => {
    const edit: Action = { type: 'member.edit', member: memberOf(4), name: 'New' };
    const both = accepted(accepted(state, 1, open([promote, edit])), 2, approve);
    expect(member(both, 4).name).toBe('Person 4');
    const renamed = accepted(both, 0, edit);
    expect(refused(renamed, 6, approve)).toBe('unchanged');
    expect(holds(renamed, 3)).toEqual(['member']);
    const done = accepted(both, 6, approve);
    expect([member(done, 4).name, holds(done, 3)]).toEqual(['New', ['administrator', 'member']]);
  });

  test('may build on itself: a role that is made and given', () => {
    const create: Action = {
      type: 'role.create',
      role: role('deputy'),
      name: 'Deputy',
      rank: 60,
      peer: false,
      matrix: { 'role.assign': 'full' },
    };
    const give: Action = { ...promote, add: [role('deputy')] };
    const ready = accepted(accepted(state, 1, open([create, give])), 2, approve);
    expect(ready.roles.has(role('deputy'))).toBe(false);
    expect(holds(accepted(ready, 0, approve), 3)).toEqual(['deputy', 'member']);
  });

  test('needs the highest of the thresholds that it touches', () => {
    const bound = accepted(state, 0, { type: 'setting.set', key: 'users.mfa', value: 'everybody' });
    const strict = asking(bound, 'mfa.weaken', 4);
    const weaken: Action = { type: 'setting.set', key: 'users.mfa', value: 'nobody' };
    const three = [2, 0].reduce(
      (so, number) => accepted(so, number, approve),
      accepted(strict, 1, open([promote, weaken])),
    );
    expect([three.proposals.size, holds(three, 3)]).toEqual([1, ['member']]);
    const four = accepted(three, 6, approve);
    expect([four.proposals.size, holds(four, 3)]).toEqual([0, ['administrator', 'member']]);
    expect(four.settings['users.mfa'].value).toBe('nobody');
  });

  test('takes effect with what is asked for by then, when the threshold was lowered meanwhile', () => {
    const threshold: Action = { type: 'threshold.set', danger: 'administrator.add', governors: 1 };
    expect(refused(opened, 1, threshold)).toBe('thresholdNeeded');
    const lower = open([threshold], { proposal: proposalOf(2) });
    const approveLower: Action = { type: 'proposal.approve', proposal: proposalOf(2), pins: [] };
    const both = accepted(opened, 0, lower);
    const lowered = [1, 2].reduce((so, number) => accepted(so, number, approveLower), both);
    expect(lowered.thresholds['administrator.add'].governors).toBe(1);
    expect(holds(accepted(lowered, 2, approve), 3)).toEqual(['administrator', 'member']);
  });
});

describe('pins of what is proposed', () => {
  const strict = asking(plain, 'administrator.add', 2);
  const [pin] = pinsOf(strict, 4);
  if (pin === undefined) throw new Error('no device');
  const revoke: Action = { type: 'device.revoke', pin };
  const demote: Action = {
    type: 'member.roles',
    member: memberOf(2),
    add: [role('member')],
    remove: [role('administrator')],
    pins: pinsOf(strict, 2),
  };
  const put = accepted(strict, 1, open([promote, demote, revoke]));
  const agree = (pins: ActionOf<'proposal.approve'>['pins']): Action => ({ ...approve, pins });

  test('P12: are those of the approval by which it takes effect, not those it was opened with', () => {
    const fresh = [...pinsOf(put, 2, 8), ...pinsOf(put, 4, 9)];
    const next = accepted(put, 0, agree(fresh));
    const seq = next.head.seq;
    expect(next.devices.get(deviceOf(2))?.pins).toEqual([{ seq: 8, hash: hexOf('8', 8), setBy: seq }]);
    expect(next.devices.get(deviceOf(4))).toMatchObject({
      revoked: true,
      pins: [{ seq: 9, hash: hexOf('8', 9), setBy: seq }],
    });
    expect(next.devices.get(deviceOf(3))?.pins).toEqual([]);
  });

  test.each<[string, string, Action]>([
    ['pinMissing', 'none at all', agree([])],
    ['pinMissing', 'none for the device to be revoked', agree(pinsOf(put, 2))],
    ['pinMissing', 'none for who is demoted', agree(pinsOf(put, 4))],
    ['pinUnknown', 'one of somebody else', agree([...pinsOf(put, 2), ...pinsOf(put, 4), ...pinsOf(put, 6)])],
    ['pinUnknown', 'two for one device', agree([...pinsOf(put, 2), ...pinsOf(put, 4), ...pinsOf(put, 4, 9)])],
  ])('are asked for at the approval: %s, %s', (problem, _what, action) => {
    expect(refused(put, 0, action)).toBe(problem);
  });

  test('are wanted of each who agrees, for the devices there are by then', () => {
    const wanted = devicesToPin(put, { type: 'proposal.approve', proposal: proposalOf(1) });
    expect(wanted.toSorted()).toEqual([deviceOf(2), deviceOf(3), deviceOf(4)].toSorted());
    const added = accepted(put, 2, {
      type: 'device.add',
      device: deviceOf(12),
      publicKey: hexOf('d', 12),
      certificate: hexOf('c', 12, 64),
    });
    const before = [...pinsOf(put, 2, 8), ...pinsOf(put, 4, 9)];
    expect(refused(added, 0, agree(before))).toBe('pinMissing');
    expect(accepted(added, 0, agree([...pinsOf(added, 2, 8), ...pinsOf(put, 4, 9)])).proposals.size).toBe(0);
  });

  test('are asked for when it is opened, too, so that nobody agrees to what could not take effect', () => {
    expect(refused(strict, 1, open([promote, { ...demote, pins: [] }]))).toBe('pinMissing');
  });
});

describe('proposals', () => {
  test('are withdrawn by their author or by a governor, and never come back under their id', () => {
    for (const author of [1, 0]) {
      const gone = accepted(opened, author, withdraw);
      expect(gone.proposals.size).toBe(0);
      expect(refused(gone, 2, approve)).toBe('proposalUnknown');
      expect(refused(gone, 1, open([promote]))).toBe('proposalExists');
    }
    expect(refused(opened, 3, withdraw)).toBe('default');
  });

  test('cannot be approved from the moment they expire', () => {
    const { expiresAt } = opened.proposals.get(proposalOf(1)) ?? { expiresAt: 0 };
    expect(refusal(opened, 2, [approve], { at: expiresAt - 1 })).toBe(null);
    expect(refusal(opened, 2, [approve], { at: expiresAt })?.detail).toBe('proposalExpired');
  });

  test('hold only what their author may do', () => {
    expect(refused(state, 3, open([promote]))).toBe('default');
    expect(refused(state, 1, open([{ ...promote, member: memberOf(0) }]))).toBe('targetIsOwner');
    expect(refused(state, 1, open([{ ...promote, add: [role('none')] }]))).toBe('roleUnknown');
  });

  const spend: Action = { type: 'credits.spend', amount: 1 };
  test.each<[string, Action]>([
    ['proposalLife', open([promote], { expiresAt: state.at })],
    ['proposalLife', open([promote], { expiresAt: state.at + PROPOSAL_LIFE_MAX + 1 })],
    ['proposalMalformed', open([{ type: 'none' }])],
    ['proposalMalformed', open([{ ...promote, extra: 1 }])],
    ['proposalMalformed', open([spend])],
    ['proposalMalformed', open([activate(5)])],
    ['proposalMalformed', open([open([promote])])],
    ['proposalMalformed', open([promote, { type: 'state.root', root: hexOf('c', 1) }])],
    ['proposalNotNeeded', open([{ type: 'member.edit', member: memberOf(4), name: 'New' }])],
    ['proposalUnknown', { type: 'proposal.approve', proposal: proposalOf(9), pins: [] }],
  ])('are refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });

  test('are refused under a known id', () => {
    expect(refused(opened, 1, open([{ ...promote, member: memberOf(4) }]))).toBe('proposalExists');
    expect(refused(accepted(opened, 1, withdraw), 0, withdraw)).toBe('proposalUnknown');
  });
});

describe('each danger', () => {
  test('owner.transfer: the owner proposes, whoever governs security agrees', () => {
    const offer: Action = { type: 'owner.offer', to: memberOf(3), keep: role('member') };
    const strict = asking(plain, 'owner.transfer', 2);
    expect(refused(strict, 0, offer)).toBe('thresholdNeeded');
    expect(refused(strict, 1, open([offer]))).toBe('ownerOnly');
    const put = accepted(strict, 0, open([offer]));
    expect(refused(put, 4, approve)).toBe('default');
    const agreed = accepted(put, 1, approve);
    expect(agreed.transfer).toEqual({ to: memberOf(3), keep: 'member', setBy: agreed.head.seq });
    expect(accepted(agreed, 3, { type: 'owner.accept', offer: agreed.head.seq, pins: pinsOf(agreed, 0) }).owner).toBe(
      memberOf(3),
    );
  });

  describe('owner.transfer, from the offer to the new owner, with two governors', () => {
    const offer: Action = { type: 'owner.offer', to: memberOf(3), keep: role('administrator') };
    const strict = asking(plain, 'owner.transfer', 2);
    const put = accepted(strict, 0, open([offer]));
    const agreed = accepted(put, 1, approve);
    const accept = (of: PolicyState, pins = pinsOf(of, 0)): Action => ({
      type: 'owner.accept',
      offer: of.transfer?.setBy ?? 0,
      pins,
    });

    test('P2: nothing is offered, and nothing can be accepted, before the second agrees', () => {
      expect(put.transfer).toBe(null);
      for (const entry of [put.head.seq, put.head.seq + 1]) {
        expect(refused(put, 3, { ...accept(put), offer: entry } as Action)).toBe('notOffered');
      }
      expect(refused(put, 0, approve)).toBe('approvedAlready');
    });

    test('P1, P2: the entry of the second approval is the offer; whoever is named takes it, alone', () => {
      expect(agreed.transfer?.setBy).toBe(agreed.head.seq);
      expect(refused(agreed, 3, { ...accept(agreed), offer: put.head.seq } as Action)).toBe('notOffered');
      expect(refused(agreed, 1, accept(agreed))).toBe('notOffered');
      expect(refused(agreed, 3, accept(agreed, []))).toBe('pinMissing');
      const next = accepted(agreed, 3, accept(agreed));
      expect([next.owner, next.transfer]).toEqual([memberOf(3), null]);
      expect(holds(next, 3)).toEqual(['owner']);
      expect(holds(next, 0)).toEqual(['administrator']);
      const owners = [...next.members.values()].filter(({ roles }) => roles.some(({ id }) => id === next.ownerRole));
      expect(owners.map(({ id }) => id)).toEqual([memberOf(3)]);
    });

    test('the owner takes it back alone at any time: a proposal, and an offer that was agreed to', () => {
      const withdrawn = accepted(put, 0, withdraw);
      expect(refused(withdrawn, 1, approve)).toBe('proposalUnknown');
      const back = accepted(agreed, 0, { type: 'owner.withdraw' });
      expect(refused(back, 3, { ...accept(agreed) })).toBe('notOffered');
      expect(refused(agreed, 1, { type: 'owner.withdraw' })).toBe('ownerOnly');
    });

    test('an offer in the place of one that was agreed to needs the second again', () => {
      const other: Action = { ...offer, to: memberOf(4) } as Action;
      expect(refused(agreed, 0, other)).toBe('thresholdNeeded');
      const again = accepted(agreed, 0, open([other], { proposal: proposalOf(2) }));
      expect(again.transfer?.to).toBe(memberOf(3));
      const replaced = accepted(again, 2, { type: 'proposal.approve', proposal: proposalOf(2), pins: [] });
      expect(replaced.transfer?.to).toBe(memberOf(4));
      expect(refused(replaced, 3, accept(agreed))).toBe('notOffered');
    });

    test('what the old owner proposed dies with their ownership', () => {
      const two = accepted(put, 0, open([{ ...offer, to: memberOf(4) }], { proposal: proposalOf(2) }));
      const moved = accepted(accepted(two, 1, approve), 3, accept(accepted(two, 1, approve)));
      const late: Action = { type: 'proposal.approve', proposal: proposalOf(2), pins: [] };
      expect(refused(moved, 2, late)).toBe('ownerOnly');
      expect(moved.owner).toBe(memberOf(3));
    });

    test('P33: it counts nobody who may not govern security, or is gone by the time', () => {
      const gone = accepted(put, 0, { type: 'member.disable', member: memberOf(1), pins: pinsOf(put, 1) });
      expect(refused(gone, 1, approve)).toBe('disabled');
      expect(refused(gone, 4, approve)).toBe('default');
      expect(accepted(gone, 2, approve).transfer?.to).toBe(memberOf(3));
    });

    test('P33: the threshold is lowered by as many as it asks for, not by the owner alone', () => {
      const lower: Action = { type: 'threshold.set', danger: 'owner.transfer', governors: 1 };
      expect(refused(strict, 0, lower)).toBe('thresholdNeeded');
      const lowered = accepted(accepted(strict, 0, open([lower])), 2, approve);
      expect(accepted(lowered, 0, offer).transfer?.to).toBe(memberOf(3));
    });
  });

  test('recovery.key: a new recovery key', () => {
    const rotate: Action = {
      type: 'key.rotate',
      key: 'recovery',
      epoch: 1,
      publicKey: hexOf('a', 1, 1216),
      copies: hexOf('b', 1),
    };
    const strict = asking(plain, 'recovery.key', 2);
    expect(refused(strict, 0, rotate)).toBe('thresholdNeeded');
    const agreed = accepted(accepted(strict, 0, open([rotate])), 1, approve);
    expect(agreed.keys.recovery).toMatchObject({ epoch: 1, setBy: agreed.head.seq });
  });

  test('mfa.weaken and approval.weaken: fewer are bound', () => {
    for (const [danger, key] of [
      ['mfa.weaken', 'users.mfa'],
      ['approval.weaken', 'approval.required'],
    ] as const) {
      const set = (value: string): Action => ({ type: 'setting.set', key, value });
      const bound = accepted(asking(plain, danger, 2), 0, set('everybody'));
      expect(refused(bound, 0, set('selected'))).toBe('thresholdNeeded');
      const agreed = accepted(accepted(bound, 0, open([set('selected')])), 1, approve);
      expect(agreed.settings[key]).toEqual({ value: 'selected', setBy: agreed.head.seq });
      expect(accepted(agreed, 1, set('everybody')).settings[key].value).toBe('everybody');
    }
  });

  test('threshold: raising and lowering any of them', () => {
    const strict = asking(plain, 'threshold', 2);
    const set: Action = { type: 'threshold.set', danger: 'mfa.weaken', governors: 2 };
    expect(refused(strict, 0, set)).toBe('thresholdNeeded');
    const agreed = accepted(accepted(strict, 0, open([set])), 1, approve);
    expect(agreed.thresholds['mfa.weaken']).toEqual({ governors: 2, setBy: agreed.head.seq });
  });
});
