import type {
  BillingRecordId,
  ClassId,
  ContactId,
  DeviceId,
  FolderId,
  GroupId,
  LinkId,
  MemberId,
  OrganisationId,
  ProposalId,
  RoleId,
} from '../../base/ids.ts';
import type {
  BillingEntry,
  Contact,
  Danger,
  Device,
  Effect,
  Folder,
  Group,
  Licences,
  Member,
  MemberClass,
  OrganisationKey,
  OrganisationLink,
  Proposal,
  Role,
  Threshold,
  Transfer,
} from './entities.ts';
import type { Permission } from './permissions.ts';
import type { SettingKey, SettingValue } from './settings.ts';

/**
 * Version of the rules by which entries are judged; an entry of another version stops the log. Set 1, of before the
 * first release, knew three roles and no settings; set 2, as old, no billing history.
 */
export const RULES = 3;

/** A place in the log: `seq` 0 is genesis; `hash` is hex of BLAKE3 over the stored bytes of that entry. */
export interface PolicyHead {
  readonly seq: number;
  readonly hash: string;
}

export interface Setting<V> {
  readonly value: V;
  readonly setBy: number;
}
export type Settings = { readonly [K in SettingKey]: Setting<SettingValue<K>> };
export type Thresholds = { readonly [D in Danger]: Threshold };

/**
 * All that the log says up to `head`. Immutable: `apply` returns a new one, which shares everything that the entry did
 * not touch.
 */
export interface PolicyState {
  readonly organisation: OrganisationId;
  readonly name: string;
  /** Key of the preset that the organisation started from or changed to; what it holds may have been edited since. */
  readonly preset: string;
  /** INVARIANT: the one member who holds the role `ownerRole`. */
  readonly owner: MemberId;
  /** INVARIANT: of rank 100, unique, and never edited (G11). */
  readonly ownerRole: RoleId;
  readonly rules: number;
  readonly head: PolicyHead;
  /** Time of the newest entry; entries never go back in time. */
  readonly at: number;
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly devices: ReadonlyMap<DeviceId, Device>;
  readonly roles: ReadonlyMap<RoleId, Role>;
  readonly classes: ReadonlyMap<ClassId, MemberClass>;
  readonly groups: ReadonlyMap<GroupId, Group>;
  readonly contacts: ReadonlyMap<ContactId, Contact>;
  readonly folders: ReadonlyMap<FolderId, Folder>;
  readonly links: ReadonlyMap<LinkId, OrganisationLink>;
  readonly proposals: ReadonlyMap<ProposalId, Proposal>;
  /** The billing history, void records included. */
  readonly billing: ReadonlyMap<BillingRecordId, BillingEntry>;
  readonly settings: Settings;
  readonly template: Template;
  readonly thresholds: Thresholds;
  readonly licences: Licences;
  /** Members who take a licence now. */
  readonly licencesInUse: number;
  /** Offered by the owner, not yet accepted; null: none. */
  readonly transfer: Transfer | null;
  readonly keys: { readonly [K in SealingKeyKind]: OrganisationKey | null };
  /** What may belong to one member only, ever (see `claims.ts`), and whose it is. */
  readonly taken: ReadonlyMap<string, string>;
  /** Number of the newest directory key. */
  readonly directoryEpoch: number;
  /** The entry that brought it; 0: genesis. */
  readonly directorySetBy: number;
}

/** Keys with a public half that the log names; the directory's, which every active member has, is none of them. */
export type SealingKeyKind = 'audit' | 'recovery' | 'billing';

/** What a new member gets, copied when they are invited: a later change of the template does not touch them. */
export interface Template {
  readonly role: RoleId;
  readonly class: ClassId;
  readonly groups: readonly GroupId[];
  readonly permissions: { readonly [P in Permission]?: Effect };
  readonly setBy: number;
}
