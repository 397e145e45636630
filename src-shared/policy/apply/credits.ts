import { overridesAfter } from '../model/cells.ts';
import { kindOf } from '../model/permissions.ts';
import type { Handlers } from './acting.ts';
import { present, putMember } from './put-member.ts';

export const CREDITS_MAX = 1_000_000_000;

/** What members ask for and are given one by one: credits, and delegated permissions on request. */
export const CREDIT_HANDLERS = {
  'credits.grant': (draft, { seq }, { member: id, amount }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    const credits = member.credits + amount;
    if (credits > CREDITS_MAX) return 'creditsTooMany';
    return putMember(draft, { ...member, credits, setBy: { ...member.setBy, credits: seq } });
  },
  'credits.spend': (draft, { author, seq }, { amount }) => {
    const member = present(draft, author);
    if (typeof member === 'string') return member;
    if (member.credits < amount) return 'creditsMissing';
    const credits = member.credits - amount;
    return putMember(draft, { ...member, credits, setBy: { ...member.setBy, credits: seq } });
  },
  'privilege.request': (draft, { author }, { permission }) => {
    const member = present(draft, author);
    if (typeof member === 'string') return member;
    if (kindOf(permission) !== 'delegated') return 'notDelegated';
    if (member.requests.includes(permission)) return 'requestedAlready';
    return putMember(draft, { ...member, requests: [...member.requests, permission] });
  },
  'privilege.answer': (draft, { seq }, { member: id, permission, granted }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    if (!member.requests.includes(permission)) return 'requestUnknown';
    const requests = member.requests.filter((one) => one !== permission);
    const overrides = granted ? overridesAfter(member.overrides, { [permission]: 'allow' }, seq) : member.overrides;
    return putMember(draft, { ...member, requests, overrides });
  },
} as const satisfies Partial<Handlers>;
