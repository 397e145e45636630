import type { DeviceId, InviteId, MailboxId, MemberId, OrganisationId } from '../base/ids.ts';

/** Version of the rules by which entries are judged; an entry of another version stops the log. */
export const RULES = 1;

export const ROLES = { owner: 'owner', administrator: 'administrator', member: 'member' } as const;
export type Role = (typeof ROLES)[keyof typeof ROLES];

/** A place in the log: `seq` 0 is genesis; `hash` is hex of BLAKE3 over the stored bytes of that entry. */
export interface PolicyHead {
  readonly seq: number;
  readonly hash: string;
}

/** A member's public keys, hex. */
export interface Keyset {
  readonly signing: string;
  readonly sealing: string;
}

export interface Device {
  readonly id: DeviceId;
  readonly member: MemberId;
  readonly publicKey: string;
  /** Of the member's signing key over the device; hex. */
  readonly certificate: string;
  readonly revoked: boolean;
}

export interface Invitation {
  readonly id: InviteId;
  readonly member: MemberId;
  /** Public half of the signing pair derived from the invitation code, hex. */
  readonly publicKey: string;
  readonly expiresAt: number;
}

export type MemberStatus = 'invited' | 'active' | 'disabled' | 'removed';

export interface Member {
  readonly id: MemberId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly status: MemberStatus;
  /** null until activated. */
  readonly keyset: Keyset | null;
  readonly mailbox: MailboxId | null;
  readonly invitation: Invitation | null;
  /** Sequence number of the entry that set role, status and keys: what explanations cite. */
  readonly setBy: { readonly role: number; readonly status: number; readonly keyset: number };
}

/**
 * All that the log says up to `head`. Immutable: `apply` returns a new one, which shares every member and device that
 * the entry did not touch.
 */
export interface PolicyState {
  readonly organisation: OrganisationId;
  readonly name: string;
  /** INVARIANT: the one member whose role is `owner`. */
  readonly owner: MemberId;
  readonly rules: number;
  readonly head: PolicyHead;
  /** Time of the newest entry; entries never go back in time. */
  readonly at: number;
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly devices: ReadonlyMap<DeviceId, Device>;
  /** What may belong to one member only, ever (see `claims.ts`), and whose it is. */
  readonly taken: ReadonlyMap<string, MemberId>;
  /** Number of the newest directory key. */
  readonly directoryEpoch: number;
}
