import type { ActionType } from '../policy/actions.ts';

/** `Record` makes the compiler refuse a list that lacks a kind of action or has one too many. */
const texts: Record<`history.${ActionType | 'organisation.found'}`, true> = {
  'history.organisation.found': true,
  'history.member.invite': true,
  'history.member.reinvite': true,
  'history.member.activate': true,
  'history.member.role': true,
};

/** What an entry of the policy history says: keys of the catalogue with {name}, {member}, {role}, {email}, {expiresAt}. */
export const HISTORY_TEXTS: readonly string[] = Object.keys(texts);
