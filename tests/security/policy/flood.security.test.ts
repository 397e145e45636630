import { expect, test } from 'vitest';
import type {
  DeviceId,
  FolderId,
  GroupId,
  LinkId,
  OrganisationId,
  ProposalId,
  RoleId,
} from '../../../src-shared/base/ids.ts';
import type { Action, ActionOf } from '../../../src-shared/policy/action/action.ts';
import { SWEEPS_MAX } from '../../../src-shared/policy/apply/apply.ts';
import { DEVICES_EVER } from '../../../src-shared/policy/apply/devices.ts';
import { GRANTS_MAX } from '../../../src-shared/policy/apply/grantees.ts';
import { SEALPOST } from '../../../src-shared/policy/presets/sealpost.ts';
import { hexOf, idOf } from '../../support/policy/ids.ts';
import { Office } from '../../support/policy/office.ts';

/*
 * S21: what one member's entry can make everybody compute, and keep for good, is bounded: nothing that grows with one's own
 * actions is gone through at each of them without an end.
 */

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

test('S21: a folder is shared with so many and no more; what it is shared with stays sorted', () => {
  const office = new Office(SEALPOST);
  office.joins('pat');
  const groups = times(GRANTS_MAX + 1, (at) => `group-${(at * 7919) % 10_007}`);
  office.does('owner', ...groups.map((id) => office.to.make(id, {})));
  office.does('pat', office.to.open('plans'));
  const [folder] = [...office.state.folders.keys()];
  const share = (to: string, level: ActionOf<'folder.grant'>['level'] = 'read'): Action => ({
    type: 'folder.grant',
    folder: folder as FolderId,
    to: to as GroupId,
    level,
  });
  const [last, ...others] = groups.map((id) => share(id));
  office.does('pat', ...others);
  const shared = [...office.state.folders.values()].flatMap(({ grants }) => grants.map(({ to }) => to));
  expect(shared).toEqual(shared.toSorted());
  expect(shared).toHaveLength(GRANTS_MAX);
  expect(last === undefined || office.refusal('pat', last)).toBe('grantsTooMany');
  expect(office.refusal('pat', share(groups[1] ?? '', 'list'))).toBeNull();
  expect(last === undefined || office.refusal('pat', share(groups[1] ?? '', null), last)).toBeNull();
});

test('S21: nobody adds and revokes devices without end', () => {
  const office = new Office(SEALPOST);
  office.joins('pat', { roles: ['guest'], class: 'guest' });
  const turns = times(DEVICES_EVER, (at): readonly Action[] => {
    const device = idOf<DeviceId>('x', at);
    const publicKey = hexOf('e', at);
    return [
      { type: 'device.add', device, publicKey, certificate: hexOf('c', at, 64) },
      { type: 'device.revoke', pin: { device, seq: -1, hash: hexOf('0', 0) } },
    ];
  });
  office.does('pat', ...turns.slice(1).flat());
  expect(office.refusal('pat', ...(turns[0] ?? []))).toBe('devicesTooMany');
});

test('P12, S21: one entry leaves one pin a device, the one that reaches least far', () => {
  const office = new Office(SEALPOST);
  office.joins('pat');
  const pinning = (seq: number, effect: 'deny' | null): Action => ({
    ...office.to.permit('pat', 'pkg.cooperative', effect),
    pins: office.to.disable('pat').pins.map((pin) => ({ ...pin, seq })),
  });
  const turns = [5, 7, 3, 9].map((seq, at) => pinning(seq, at % 2 === 0 ? 'deny' : null));
  office.does('owner', ...turns);
  const setBy = office.state.head.seq;
  const pinsOf = () =>
    [...office.state.devices.values()].flatMap(({ pins }) => pins.map((pin) => [pin.seq, pin.setBy]));
  expect(pinsOf()).toEqual([[3, setBy]]);
  office.does('owner', pinning(8, 'deny'));
  expect(pinsOf()).toEqual([
    [3, setBy],
    [8, setBy + 1],
  ]);
});

test('S21: an entry goes through all members, or all links, so often and no more, by its proposals either', () => {
  const office = new Office(SEALPOST);
  office.joins('bob', { roles: ['administrator'] });
  const turn = (at: number): Action => ({
    type: 'role.edit',
    role: 'guest' as RoleId,
    cells: { 'pkg.track': at % 2 === 0 ? 'full' : null },
  });
  expect(office.refusal('owner', ...times(SWEEPS_MAX, turn))).toBeNull();
  expect(office.refusal('owner', ...times(SWEEPS_MAX + 1, turn))).toBe('sweepsTooMany');
  const link = (at: number): Action => ({
    type: 'link.add',
    link: idOf<LinkId>('l', at),
    organisation: hexOf('a', at) as OrganisationId,
    name: 'Partner',
  });
  expect(office.refusal('owner', ...times(SWEEPS_MAX, link))).toBeNull();
  expect(office.refusal('owner', ...times(SWEEPS_MAX + 1, link))).toBe('sweepsTooMany');
  office.does('owner', { type: 'threshold.set', danger: 'mfa.weaken', governors: 2 });
  const exempt: Action = office.to.change('guest', { 'mfa.exempt': 'full' });
  const proposals = times(
    3,
    (at): Action => ({
      type: 'proposal.open',
      proposal: idOf<ProposalId>('p', at),
      actions: [...times(98, turn), exempt],
      expiresAt: office.at + 1_000,
    }),
  );
  expect(office.refusal('owner', ...proposals.slice(1))).toBeNull();
  expect(office.refusal('owner', ...proposals)).toBe('sweepsTooMany');
});
