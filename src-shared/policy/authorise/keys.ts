import type { ActionOf } from '../action/action.ts';
import { isEntitled, KEY_PERMISSION } from '../model/key-holders.ts';
import type { Check, Inquiry } from './inquiry.ts';
import { anyOf } from './needing.ts';

/** Who makes a new key knows it: only somebody who is to have it. */
export function rotate(inquiry: Inquiry, { key }: ActionOf<'key.rotate'>): Check {
  if (key === 'directory') return anyOf(inquiry, ['user.state', 'user.remove', 'security.edit']);
  const refused = inquiry.needs(KEY_PERMISSION[key]);
  if (refused !== null) return refused;
  const { actor, state, laws, now } = inquiry;
  if (actor === null || isEntitled(state, actor, key, laws)) return null;
  const { scopes, setBy } = actor.limits;
  return scopes === null ? inquiry.refuses('limitedToExternal', now) : inquiry.refuses('outOfScope', setBy);
}
