import { concat, u64 } from './bytes.ts';
import { toBase32 } from './encoding.ts';
import type { Random } from './random.ts';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** All ids are 26 characters of lower-case base 32 (128 bits), but for the organisation's: hex of a 256-bit hash. */
export type OrganisationId = Id<'OrganisationId'>;
export type MemberId = Id<'MemberId'>;
export type DeviceId = Id<'DeviceId'>;
export type InviteId = Id<'InviteId'>;
export type MailboxId = Id<'MailboxId'>;
export type PackageId = Id<'PackageId'>;
export type ProfileId = Id<'ProfileId'>;
export type ContactId = Id<'ContactId'>;
export type FolderId = Id<'FolderId'>;
export type ProposalId = Id<'ProposalId'>;
export type LinkId = Id<'LinkId'>;
export type BillingRecordId = Id<'BillingRecordId'>;

/** Roles, classes and groups: a readable key when a preset brings them, a random id when somebody makes them. */
export type RoleId = Id<'RoleId'>;
export type ClassId = Id<'ClassId'>;
export type GroupId = Id<'GroupId'>;

export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{26}$/;
export const ORGANISATION_ID_PATTERN = /^[0-9a-f]{64}$/;
export const KEY_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** 128 random bits: says nothing about anyone. */
export function randomId<T extends Id<string>>(random: Random): T {
  return toBase32(random.bytes(16)) as T;
}

/** 48 bits of time before 80 random bits, so that ids sort by the time they were made (to the millisecond). */
export function timeOrderedId<T extends Id<string>>(now: number, random: Random): T {
  return toBase32(concat([u64(now).subarray(2), random.bytes(10)])) as T;
}
