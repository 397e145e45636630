/*
 * Things that belong to one only, for good: `PolicyState.taken` maps each to whose it is. An address, a mailbox, a key
 * or an invitation once used is never free again, so that nobody can pass for somebody who was there before. The
 * address of a contact is the one exception: it is free again when the contact is gone.
 */

/** Addresses are ASCII, so that lower-casing them means the same on every platform. */
export const emailClaim = (email: string): string => `email:${email.toLowerCase()}`;
export const contactClaim = (email: string): string => `contact:${email.toLowerCase()}`;
export const mailboxClaim = (mailbox: string): string => `mailbox:${mailbox}`;
export const invitationClaim = (invitation: string): string => `invitation:${invitation}`;

const KEY_DIGITS = 64;

/**
 * The last 32 bytes of a public key, hex: all of an Ed25519 key, and the X25519 half of an X-Wing key, whose ML-KEM half
 * (1184 bytes) comes first. No less strict than the whole key, which would take 2,500 bytes for each of 10,000 members:
 * equal keys have equal ends, and a key that borrows only the X25519 half of another one is refused, too. Two honest
 * keys never collide: both ends are points of a curve with 2^252 of them.
 */
export const keyClaim = (publicKey: string): string => `key:${publicKey.slice(-KEY_DIGITS)}`;

/**
 * What is deleted leaves its id behind, so that whatever still names it, an approval that was about to be signed for a
 * proposal above all, never means something else. Members, contacts and groups share one space: a folder is granted
 * to any of them.
 */
export type IdSpace = 'role' | 'class' | 'grantee' | 'folder' | 'link' | 'proposal';
export const idClaim = (space: IdSpace, id: string): string => `${space}:${id}`;
