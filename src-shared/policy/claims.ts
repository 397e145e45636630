/*
 * Things that belong to one member only, for good: `PolicyState.taken` maps each to its member. An address, a mailbox, a
 * key or an invitation once used is never free again, so that nobody can pass for somebody who was there before.
 */

/** Addresses are ASCII, so that lower-casing them means the same on every platform. */
export const emailClaim = (email: string): string => `email:${email.toLowerCase()}`;
export const mailboxClaim = (mailbox: string): string => `mailbox:${mailbox}`;
export const keyClaim = (publicKey: string): string => `key:${publicKey}`;
export const invitationClaim = (invitation: string): string => `invitation:${invitation}`;
