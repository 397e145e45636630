import type { DeviceId, GroupId, MailboxId, MemberId, OrganisationId } from '../../../src-shared/base/ids.ts';
import { overridesOf } from '../../../src-shared/policy/model/cells.ts';
import { emailClaim, keyClaim, mailboxClaim } from '../../../src-shared/policy/model/claims.ts';
import type { Device, Effect, Group, Member } from '../../../src-shared/policy/model/entities.ts';
import { genesisState } from '../../../src-shared/policy/model/genesis-state.ts';
import { PERMISSIONS, type Permission, requirementsOf } from '../../../src-shared/policy/model/permissions.ts';
import { assigned } from '../../../src-shared/policy/model/sets.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { SEALPOST } from '../../../src-shared/policy/presets/sealpost.ts';
import { type Dice, diceOf } from '../../support/policy/dice.ts';

/*
 * The organisation that engines are compared on: the default preset, 10,000 members in 60 groups, 8 % with overrides.
 * Nothing in it breaks a requirement (nobody has a kind of sending without sending), so that peers, which know no
 * requirements, answer in one question, too. Every string is one of its own, as when read from a log.
 */

export const MEMBERS = 10_000;
export const GROUPS = 60;
const OVERRIDDEN_PERCENT = 8;
const SEED = 20_240_601;
export const AT = 1_750_000_000_000;

const OPEN = PERMISSIONS.filter((permission) => requirementsOf(permission).length === 1);
const required = new Set(PERMISSIONS.flatMap(requirementsOf));
const LEAVES = PERMISSIONS.filter((permission) => !required.has(permission));
/** Every member has this one, and some have another. */
export const COMMON_ROLE = SEALPOST.template.role;

const text = (dice: Dice, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[dice.roll(alphabet.length)] ?? '').join('');
const id = <Id extends string>(dice: Dice): Id => text(dice, '0123456789abcdefghjkmnpqrstvwxyz', 26) as Id;
const hex = (dice: Dice, bytes: number): string => text(dice, '0123456789abcdef', 2 * bytes);

function effects(dice: Dice, allows: number, denies: number): { readonly [P in Permission]?: Effect } {
  const made: { [P in Permission]?: Effect } = {};
  for (let each = 0; each < allows; each += 1) made[dice.pick(OPEN)] = 'allow';
  for (let each = 0; each < denies; each += 1) made[dice.pick(LEAVES)] = 'deny';
  return made;
}

function founded(dice: Dice): PolicyState {
  const owner = {
    member: id<MemberId>(dice),
    name: 'Olga Owner',
    email: 'olga@example.org',
    signing: hex(dice, 32),
    sealing: hex(dice, 32),
    mailbox: id<MailboxId>(dice),
    device: id<DeviceId>(dice),
    devicePublicKey: hex(dice, 32),
    certificate: hex(dice, 64),
  };
  const settings = { ...SEALPOST.settings, 'packages.briefcase': 'nobody', 'modules.pgp': 'everybody' } as const;
  const organisation = hex(dice, 32) as OrganisationId;
  return genesisState({ organisation, at: AT, name: 'Lovelace Ltd', owner }, { ...SEALPOST, settings });
}

export function benchOrganisation(): PolicyState {
  const dice = diceOf(SEED);
  const base = founded(dice);
  const groups = new Map<GroupId, Group>(
    Array.from({ length: GROUPS }, (_, number) => {
      const key = `department-${number}` as GroupId;
      const permissions = overridesOf(effects(dice, 2, number % 4 === 0 ? 1 : 0), 1);
      return [key, { id: key, name: `Department ${number}`, permissions, scope: true, setBy: 1 }];
    }),
  );
  const members = new Map(base.members);
  const devices = new Map(base.devices);
  const taken = new Map(base.taken);
  for (let number = 1; number <= MEMBERS; number += 1) {
    const member = memberOf(dice, base, [...groups.keys()], number);
    const device = deviceOf(dice, member.id);
    members.set(member.id, member);
    devices.set(device.id, device);
    const keys = [member.keyset?.signing ?? '', member.keyset?.sealing ?? '', device.publicKey].map(keyClaim);
    const mailbox = member.mailbox === null ? [] : [mailboxClaim(member.mailbox)];
    for (const claim of [emailClaim(member.email), ...mailbox, ...keys]) taken.set(claim, member.id);
  }
  return { ...base, head: { seq: MEMBERS, hash: hex(dice, 32) }, groups, members, devices, taken };
}

function memberOf(dice: Dice, { roles, classes }: PolicyState, groups: readonly GroupId[], number: number): Member {
  const others = [...roles.values()].filter(({ unique }) => !unique).map((role) => role.id);
  const isOverridden = dice.chance(OVERRIDDEN_PERCENT, 100);
  const setBy = number;
  return {
    id: id<MemberId>(dice),
    name: `Member ${number} of ${text(dice, 'abcdefghij', 8)}`,
    email: `member.${number}@example.org`,
    kind: 'internal',
    origin: 'local',
    status: 'active',
    expiresAt: null,
    class: dice.pick([...classes.keys()]),
    roles: assigned([...new Set([COMMON_ROLE, ...(dice.chance(1, 8) ? [dice.pick(others)] : [])])], setBy),
    groups: assigned([...new Set([dice.pick(groups), dice.pick(groups)])], setBy),
    overrides: isOverridden ? overridesOf(effects(dice, 1, dice.roll(3)), setBy) : {},
    limits: { withheld: [], scopes: null, setBy },
    approvers: [],
    credits: 10,
    requests: [],
    keyset: { signing: hex(dice, 32), sealing: hex(dice, 32) },
    mailbox: id<MailboxId>(dice),
    invitation: null,
    resetBy: null,
    setBy: { status: setBy, class: setBy, origin: setBy, expiry: setBy, keyset: setBy, credits: setBy },
  };
}

function deviceOf(dice: Dice, member: MemberId): Device {
  return {
    id: id<DeviceId>(dice),
    member,
    publicKey: hex(dice, 32),
    certificate: hex(dice, 64),
    revoked: false,
    pins: [],
    setBy: 1,
  };
}
