import type { ContactId } from '../../base/ids.ts';
import type { Member } from '../model/entities.ts';
import { has } from '../model/mask.ts';
import { rightsOf } from '../model/rights.ts';
import { accountStep } from './account.ts';
import type { Step } from './decision.ts';
import { fails, fits, type Held } from './held.ts';
import { walk } from './walk.ts';

/*
 * Whom somebody may send to: those who may receive and whom the sender's class may address. Oneself is always within
 * the audience, but needs `pkg.send.self`, whichever kind of sending it is.
 */

export function addressesMember(held: Held, target: Member): Step | null {
  const { state, member, permission, at, laws } = held;
  const subject = { kind: 'member', id: target.id } as const;
  if (!has(rightsOf(state, target, at, laws).some, 'pkg.receive')) {
    return fails(whyNotReceiving(held, target), 'targetCannotReceive', subject);
  }
  if (target.id === member.id) return addressesSelf(held);
  if (permission === 'pkg.send.self') return fails(held.decisive.entry, 'selfOnly', subject);
  const definition = state.classes.get(member.class);
  const classes = definition?.audience.classes;
  const entry = Math.max(member.setBy.class, definition?.setBy ?? 0);
  const audience = { kind: 'class', id: target.class } as const;
  if (classes === null || classes?.includes(target.class)) return fits(entry, 'audienceIncludes', audience);
  return fails(entry, 'audienceExcludes', audience);
}

function addressesSelf({ state, member, permission, decisive, laws }: Held): Step {
  const subject = { kind: 'permission', id: 'pkg.send.self' } as const;
  const self = permission === 'pkg.send.self' ? decisive : walk(state, member, 'pkg.send.self', laws).decisive;
  return self.effect === 'allow'
    ? fits(self.entry, 'audienceIncludes', subject)
    : fails(self.entry, 'prerequisite', subject);
}

function whyNotReceiving({ state, at, laws }: Held, target: Member): number {
  const account = accountStep(target, 'pkg.receive', at);
  return account.effect === 'deny' ? account.entry : walk(state, target, 'pkg.receive', laws).decisive.entry;
}

/** A contact of the site, or one's own. */
export function addressesContact({ state, member, permission, decisive }: Held, contact: ContactId | 'own'): Step {
  if (permission === 'pkg.send.self') return fails(decisive.entry, 'selfOnly');
  if (contact !== 'own' && !state.contacts.has(contact)) return fails(state.head.seq, 'targetUnknown');
  const definition = state.classes.get(member.class);
  const contacts = definition?.audience.contacts ?? 'none';
  const entry = Math.max(member.setBy.class, definition?.setBy ?? 0);
  const audience = { kind: 'class', id: member.class } as const;
  if (contacts === 'all' || (contacts === 'personal' && contact === 'own')) {
    return fits(entry, 'audienceIncludes', audience);
  }
  return fails(entry, 'audienceExcludes', audience);
}
