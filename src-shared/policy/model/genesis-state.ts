import type { DeviceId, MailboxId, MemberId, OrganisationId } from '../../base/ids.ts';
import type { Preset } from '../presets/preset.ts';
import { cellsOf, overridesOf } from './cells.ts';
import { emailClaim, keyClaim, mailboxClaim } from './claims.ts';
import { DANGERS, type Member, type Threshold } from './entities.ts';
import { assigned, sorted, sortedOrAll } from './sets.ts';
import { SETTING_KEYS } from './settings.ts';
import { type PolicyState, RULES, type Settings, type Thresholds } from './state.ts';

/** What genesis says of the organisation and its founder, once opened and verified. */
export interface Founding {
  readonly organisation: OrganisationId;
  readonly at: number;
  readonly name: string;
  readonly owner: {
    readonly member: MemberId;
    readonly name: string;
    readonly email: string;
    readonly signing: string;
    readonly sealing: string;
    readonly mailbox: MailboxId;
    readonly device: DeviceId;
    readonly devicePublicKey: string;
    readonly certificate: string;
  };
}

/**
 * The first state: an organisation of one, its owner, with the roles, classes, groups and settings of the preset. The
 * hash of entry 0 is the organisation's id.
 */
export function genesisState({ organisation, at, name, owner }: Founding, preset: Preset): PolicyState {
  const licensed = preset.classes.some(({ id, licensed }) => id === preset.ownerClass && licensed);
  const keys = [owner.signing, owner.sealing, owner.devicePublicKey].map(keyClaim);
  return {
    organisation,
    name,
    preset: preset.key,
    owner: owner.member,
    ownerRole: preset.ownerRole,
    rules: RULES,
    head: { seq: 0, hash: organisation },
    at,
    members: byId([founder(owner, preset)]),
    devices: byId([
      {
        id: owner.device,
        member: owner.member,
        publicKey: owner.devicePublicKey,
        certificate: owner.certificate,
        revoked: false,
        pins: [],
        setBy: 0,
      },
    ]),
    roles: byId(preset.roles.map((role) => ({ ...role, matrix: cellsOf(role.matrix, 0), setBy: 0 }))),
    classes: byId(
      preset.classes.map(({ ceiling, ...rest }) => ({
        ...rest,
        ceiling: sortedOrAll(ceiling),
        setBy: 0,
      })),
    ),
    groups: byId(
      preset.groups.map((group) => ({ ...group, permissions: overridesOf(group.permissions, 0), setBy: 0 })),
    ),
    contacts: new Map(),
    folders: new Map(),
    links: new Map(),
    proposals: new Map(),
    billing: new Map(),
    settings: settingsOf(preset),
    template: { ...preset.template, groups: sorted(preset.template.groups), setBy: 0 },
    thresholds: thresholdsOf(preset),
    licences: { bought: preset.licences, setBy: 0 },
    licencesInUse: licensed ? 1 : 0,
    transfer: null,
    keys: { audit: null, recovery: null, billing: null },
    taken: new Map(
      [emailClaim(owner.email), mailboxClaim(owner.mailbox), ...keys].map((claim) => [claim, owner.member]),
    ),
    directoryEpoch: 0,
    directorySetBy: 0,
  };
}

function founder(owner: Founding['owner'], preset: Preset): Member {
  return {
    id: owner.member,
    name: owner.name,
    email: owner.email,
    kind: 'internal',
    origin: 'local',
    status: 'active',
    expiresAt: null,
    class: preset.ownerClass,
    roles: assigned([preset.ownerRole], 0),
    groups: [],
    overrides: {},
    limits: { withheld: [], scopes: null, setBy: 0 },
    approvers: [],
    credits: preset.settings['billing.freeCredits'],
    requests: [],
    keyset: { signing: owner.signing, sealing: owner.sealing },
    mailbox: owner.mailbox,
    invitation: null,
    resetBy: null,
    setBy: { status: 0, class: 0, origin: 0, expiry: 0, keyset: 0, credits: 0 },
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<T['id'], T> {
  return new Map(items.map((item) => [item.id, item]));
}

function settingsOf({ settings }: Preset): Settings {
  const values = SETTING_KEYS.map((key) => [key, { value: settings[key], setBy: 0 }] as const);
  return Object.fromEntries(values) as unknown as Settings;
}

function thresholdsOf({ thresholds }: Preset): Thresholds {
  const entries = DANGERS.map((danger): [string, Threshold] => [danger, { governors: thresholds[danger], setBy: 0 }]);
  return Object.fromEntries(entries) as unknown as Thresholds;
}
