import { beforeEach, describe, expect, it } from 'vitest';
import { parseChanges } from '../../../src-main/organisation/governance/parse-changes.ts';
import { type GroupId, type PackageId, type ProposalId, randomId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import { change } from '../../support/change.ts';
import { act } from '../../support/organisation-keys.ts';
import { rogueSend } from '../../support/rogue-sender.ts';
import { CLASS, ROLE } from '../../support/roles.ts';
import { deliver, type Person, type World, worldForTest } from '../../support/world.ts';

/*
 * S26, properties 12 and 13: rights that are lost otherwise than by an entry about the account. Ada owns, Bob receives,
 * Mallory loses.
 */

type Change = Parameters<typeof act>[1];
const GROUP = 'everyone' as GroupId;

let world: World;
let ada: Person;
let bob: Person;
let mallory: Person;

beforeEach(async () => {
  world = await worldForTest();
  ada = await world.add('Ada');
  bob = await world.add('Bob');
  mallory = await world.add('Mallory');
});

async function changes(...wanted: Change[]): Promise<void> {
  await act(ada.membership, ...wanted);
  for (const person of [bob, mallory]) unwrap(await person.membership.log.sync());
}

async function received(by: Person, id: PackageId) {
  unwrap(await by.packages.sync());
  return by.packages.row(id);
}

function headOf({ membership }: Person) {
  const { seq, hash } = membership.log.state().head;
  return { seq, hash };
}

const pinsOn = ({ membership }: Person) =>
  ada.membership.log.state().devices.get(membership.keyset.deviceId)?.pins.length;

const group = (permissions: Extract<Change, { type: 'group.create' }>['permissions']): Change => ({
  type: 'group.create',
  group: GROUP,
  name: 'Everyone',
  scope: false,
  permissions,
});
const joins = (): Change => ({ type: 'member.groups', member: mallory.id, add: [GROUP], remove: [] });

describe('properties 12 and 13: somebody who loses rights by name', () => {
  it('by joining a group that denies: what was sent before arrives, what is sent after does not', async () => {
    await changes(group({ 'pkg.send': 'deny' }));
    const head = headOf(mallory);
    const first = await deliver(mallory, { recipients: [bob.id], subject: 'First' });
    await changes(joins());
    const late = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect(await received(bob, first)).toMatchObject({ refused: null, subject: 'First' });
    expect((await received(bob, late.id))?.refused).toBe('pin');
    await changes({ type: 'member.groups', member: mallory.id, add: [], remove: [GROUP] });
    const still = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect((await received(bob, still.id))?.refused).toBe('pin');
  });

  it('by handing over the organisation: the same of the old owner', async () => {
    const head = headOf(ada);
    const first = await deliver(ada, { recipients: [mallory.id], subject: 'First' });
    await changes({ type: 'owner.offer', to: bob.id, keep: ROLE.guest });
    const offer = bob.membership.log.state().transfer?.setBy ?? 0;
    unwrap(await change(bob.membership, [{ type: 'owner.accept', offer }]));
    for (const person of [ada, mallory]) unwrap(await person.membership.log.sync());
    const late = await rogueSend(world, ada, [mallory], { envelope: { head } });
    expect(await received(mallory, first)).toMatchObject({ refused: null, subject: 'First' });
    expect((await received(mallory, late.id))?.refused).toBe('pin');
  });
});

describe('properties 12 and 13: somebody who loses rights by what two governors agreed to', () => {
  it('is pinned where they were at the second approval, not where they were when it was proposed', async () => {
    const cleo = await world.add('Cleo', { role: ROLE.administrator });
    await changes({ type: 'threshold.set', danger: 'administrator.add', governors: 2 });
    const proposal = randomId<ProposalId>(world.random);
    const head = headOf(mallory);
    const first = await deliver(mallory, { recipients: [bob.id], subject: 'First' });
    const proposed = parseChanges([
      {
        type: 'proposal.open',
        proposal,
        actions: [
          { type: 'member.roles', member: bob.id, add: [ROLE.administrator], remove: [] },
          { type: 'member.disable', member: mallory.id },
        ],
        expiresAt: Date.now() + 3_600_000,
      },
    ]);
    await changes(...unwrap(proposed));
    expect(pinsOn(mallory)).toBe(0);
    const second = await deliver(mallory, { recipients: [bob.id], subject: 'Second' });
    unwrap(await cleo.membership.log.sync());
    unwrap(await change(cleo.membership, [{ type: 'proposal.approve', proposal }]));
    for (const person of [ada, bob, mallory]) unwrap(await person.membership.log.sync());
    expect(ada.membership.log.state().members.get(mallory.id)?.status).toBe('disabled');
    const late = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect(await received(bob, first)).toMatchObject({ refused: null, subject: 'First' });
    expect(await received(bob, second)).toMatchObject({ refused: null, subject: 'Second' });
    expect((await received(bob, late.id))?.refused).toBe('pin');
  });

  it('is refused as changes when a proposal names pins of its own, or no action', () => {
    const open = (action: unknown) => [
      { type: 'proposal.open', proposal: '0'.repeat(26), actions: [action], expiresAt: 1 },
    ];
    const refusals: [string, unknown][] = [
      ['change.malformed', { type: 'member.disable', member: mallory.id, pins: [] }],
      ['change.malformed', { type: 'member.disable' }],
      ['change.unknown', { type: 'member.praise', member: mallory.id }],
    ];
    for (const [code, action] of refusals) {
      expect(parseChanges(open(action))).toEqual({ ok: false, error: { code, index: 0 } });
    }
  });
});

describe('property 12: many who lose rights at once, by an edit', () => {
  const silent = PERMISSIONS.filter((permission) => !permission.startsWith('pkg.send'));
  const edits: [string, Change[], Change][] = [
    ['a role', [], { type: 'role.edit', role: ROLE.member, cells: { 'pkg.send.private': null } }],
    ['a class', [], { type: 'class.edit', class: CLASS.internal, ceiling: silent }],
    ['a group', [group({})], { type: 'group.edit', group: GROUP, permissions: { 'pkg.send': 'deny' } }],
  ];

  it.each(edits)('of %s are pinned nowhere, and send nothing under a head of before', async (_, before, edit) => {
    if (before.length > 0) await changes(...before, joins());
    const head = headOf(mallory);
    const arrived = await deliver(mallory, { recipients: [bob.id], subject: 'Arrived' });
    expect(await received(bob, arrived)).toMatchObject({ refused: null });
    const underWay = await deliver(mallory, { recipients: [bob.id] });
    await changes(edit);
    expect(pinsOn(mallory)).toBe(0);
    const late = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect((await received(bob, late.id))?.refused).toBe('sender');
    // Nothing tells it from one that was backdated; the person is told, and can ask for it once more.
    expect((await received(bob, underWay))?.refused).toBe('sender');
    expect(await received(bob, arrived)).toMatchObject({ refused: null, subject: 'Arrived' });
  });

  it('of a setting: the same', async () => {
    const password = { algorithm: 'argon2id13', passes: 2, memoryKiB: 65_536, salt: '0'.repeat(32) } as const;
    const head = headOf(mallory);
    const before = await rogueSend(world, mallory, [bob], { envelope: { password } });
    expect((await received(bob, before.id))?.refused).toBeNull();
    await changes({ type: 'setting.set', key: 'encryption.password', value: 'nobody' });
    const late = await rogueSend(world, mallory, [bob], { envelope: { head, password } });
    expect((await received(bob, late.id))?.refused).toBe('sender');
    expect((await received(bob, before.id))?.refused).toBeNull();
  });
});
