import type {
  BillingRecordId,
  ClassId,
  ContactId,
  DeviceId,
  FolderId,
  GroupId,
  InviteId,
  LinkId,
  MailboxId,
  MemberId,
  OrganisationId,
  ProposalId,
  RoleId,
} from '../../base/ids.ts';
import type { Permission } from './permissions.ts';

/*
 * What the log speaks of. All of it is plain data, immutable, and shared between states. `setBy` is the sequence number
 * of the entry that set a thing, 0 for genesis: what explanations cite.
 */

/** A member's public keys, hex. */
export interface Keyset {
  readonly signing: string;
  readonly sealing: string;
}

/**
 * How far a device's feed had come when its member lost rights in entry `setBy`: what lies beyond counts only under a
 * policy head of `setBy` or later, so that nobody signs under the head of better days.
 */
export interface Pin {
  /** Of the last feed entry that counts under any head; -1: none does. */
  readonly seq: number;
  /** Of the feed entry, hex; of 32 zero bytes at -1. */
  readonly hash: string;
  readonly setBy: number;
}

export interface Device {
  readonly id: DeviceId;
  readonly member: MemberId;
  readonly publicKey: string;
  /** Of the member's signing key over the device; hex. */
  readonly certificate: string;
  readonly revoked: boolean;
  /** `seq` and `setBy` both rise: a later pin that reaches no further replaces the one before. */
  readonly pins: readonly Pin[];
  readonly setBy: number;
}

export interface Invitation {
  readonly id: InviteId;
  readonly member: MemberId;
  /** Who made it, and so has the code. */
  readonly by: MemberId;
  /** Public half of the signing pair derived from the invitation code, hex. */
  readonly publicKey: string;
  readonly expiresAt: number;
}

export type MemberStatus = 'invited' | 'active' | 'disabled' | 'locked' | 'removed';
export const MEMBER_KINDS = ['internal', 'external', 'service'] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];
/** Where somebody logs in: here, or with an identity provider (`federated`). */
export const ORIGINS = ['local', 'federated'] as const;
export type Origin = (typeof ORIGINS)[number];
export type Effect = 'allow' | 'deny';

export interface Override {
  readonly effect: Effect;
  readonly setBy: number;
}
export type Overrides = { readonly [P in Permission]?: Override };

/** What somebody is kept from, whatever else they are given. */
export interface AccessLimits {
  readonly withheld: readonly Permission[];
  /** Groups that governance over people and packages is limited to; null: all of the organisation. */
  readonly scopes: readonly GroupId[] | null;
  readonly setBy: number;
}

export interface Assigned<Id extends string> {
  readonly id: Id;
  readonly setBy: number;
}

export interface Member {
  readonly id: MemberId;
  readonly name: string;
  readonly email: string;
  readonly kind: MemberKind;
  readonly origin: Origin;
  readonly status: MemberStatus;
  /** From here on every answer is no; null: never. */
  readonly expiresAt: number | null;
  readonly class: ClassId;
  /** At least one, sorted by id. */
  readonly roles: readonly Assigned<RoleId>[];
  /** Sorted by id. */
  readonly groups: readonly Assigned<GroupId>[];
  readonly overrides: Overrides;
  readonly limits: AccessLimits;
  /** Whom this member's packages go to for approval, where approvers do not see all. */
  readonly approvers: readonly MemberId[];
  /** Packages that may still be sent where each costs a credit. */
  readonly credits: number;
  /** Delegated permissions asked for and not yet answered. */
  readonly requests: readonly Permission[];
  /** null until activated. */
  readonly keyset: Keyset | null;
  readonly mailbox: MailboxId | null;
  readonly invitation: Invitation | null;
  /** The entry whose password reset must be followed by a password of the member's own choice; null: none. */
  readonly resetBy: number | null;
  readonly setBy: {
    readonly status: number;
    readonly class: number;
    readonly origin: number;
    readonly expiry: number;
    readonly keyset: number;
    readonly credits: number;
  };
}

export type Level = 'limited' | 'full';
export interface Cell {
  /** `limited`: over external and service accounts only. */
  readonly level: Level;
  readonly setBy: number;
}
/** What a role gives; absent: nothing. */
export type Matrix = { readonly [P in Permission]?: Cell };

export interface Role {
  readonly id: RoleId;
  readonly name: string;
  /** 0 to 100; a higher rank manages a lower one. 100 is the owner's alone. */
  readonly rank: number;
  /** Also manages its own rank. */
  readonly peer: boolean;
  /** One holder; moves by transfer only. */
  readonly unique: boolean;
  readonly matrix: Matrix;
  readonly setBy: number;
}

/** Which contacts may be addressed, from none up: each has what the one before it has. */
export const CONTACT_AUDIENCES = ['none', 'personal', 'all'] as const;

/** Whom members of a class may address. */
export interface Audience {
  /** null: members of every class. */
  readonly classes: readonly ClassId[] | null;
  readonly contacts: (typeof CONTACT_AUDIENCES)[number];
}

export interface MemberClass {
  readonly id: ClassId;
  readonly name: string;
  /** What its members can never exceed, sorted; null: no ceiling. */
  readonly ceiling: readonly Permission[] | null;
  readonly audience: Audience;
  /** Members of it take a licence each. */
  readonly licensed: boolean;
  readonly setBy: number;
}

export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly permissions: Overrides;
  /** May be a scope of somebody's governance: a department. */
  readonly scope: boolean;
  readonly setBy: number;
}

/**
 * Of the site, meant for those with `contact.site.view`; the log shows it to everybody. Personal contacts are in their
 * creator's vault alone.
 */
export interface Contact {
  readonly id: ContactId;
  readonly name: string;
  readonly email: string;
  readonly pgp: 'none' | 'requested' | 'provided';
  readonly by: MemberId;
  readonly setBy: number;
}

export const FOLDER_LEVELS = ['list', 'read', 'write', 'full'] as const;
export type FolderLevel = (typeof FOLDER_LEVELS)[number];

export interface FolderGrant {
  readonly to: MemberId | GroupId | ContactId;
  readonly level: FolderLevel;
  readonly setBy: number;
}

export interface Folder {
  readonly id: FolderId;
  readonly name: string;
  readonly owner: MemberId;
  /** Sorted by `to`. */
  readonly grants: readonly FolderGrant[];
  readonly setBy: number;
}

/** Another organisation whose published packages are shown here, and ours there. */
export interface OrganisationLink {
  readonly id: LinkId;
  readonly organisation: OrganisationId;
  readonly name: string;
  readonly setBy: number;
}

/**
 * That a record of the billing history is kept, and which bytes it is: what stands in it is on the hub, for those who hold
 * the billing key. Never edited and never dropped.
 */
export interface BillingEntry {
  readonly id: BillingRecordId;
  /** BLAKE3 of the object `billing/<id>`, hex. */
  readonly hash: string;
  /** The entry that declared it void; null: it counts. */
  readonly voided: number | null;
  readonly setBy: number;
}

export interface Licences {
  /** null: as many as wanted. */
  readonly bought: number | null;
  readonly setBy: number;
}

/** Changes that more than one governor may have to agree on. */
export const DANGERS = [
  'owner.transfer',
  'recovery.key',
  'administrator.add',
  'mfa.weaken',
  'approval.weaken',
  'threshold',
] as const;
export type Danger = (typeof DANGERS)[number];

/** How many distinct governors must agree; 1: nobody but the author. */
export interface Threshold {
  readonly governors: number;
  readonly setBy: number;
}

export interface Transfer {
  readonly to: MemberId;
  /** What the owner becomes; null: a removed account. */
  readonly keep: RoleId | null;
  readonly setBy: number;
}

/** Organisation keys besides the directory's: public half and number of the newest, null before there is one. */
export interface OrganisationKey {
  readonly epoch: number;
  /** Sealing key, hex. */
  readonly publicKey: string;
  readonly setBy: number;
}

export interface Proposal {
  readonly id: ProposalId;
  readonly by: MemberId;
  /** Canonical text of its actions: what is approved is exactly what takes effect. */
  readonly actions: string;
  /** Who agreed, the proposer first. */
  readonly approvals: readonly MemberId[];
  readonly expiresAt: number;
  readonly setBy: number;
}
