import { intersection, isEmpty, KIND_MASKS } from '../model/mask.ts';
import type { Rights } from '../model/rights.ts';
import type { Check, Inquiry } from './inquiry.ts';

/** G2 for departments: whose governance is limited to some gives no governance over more of the organisation. */

type Scopes = readonly string[] | null;

/** May the actor let somebody govern these departments? null: everywhere. */
export function scopesWithin(inquiry: Inquiry, scopes: Scopes): Check {
  return inquiry.isOwner || !inquiry.laws.G2 ? null : scopesBeyond(inquiry, scopes);
}

/** The same whatever the laws. */
export function scopesBeyond(inquiry: Inquiry, scopes: Scopes): Check {
  const own = inquiry.actor?.limits;
  if (own === undefined || own.scopes === null) return null;
  const allowed: readonly string[] = own.scopes;
  return scopes?.every((group) => allowed.includes(group)) === true ? null : inquiry.refuses('outOfScope', own.setBy);
}

/** What is given to somebody who governs these departments, or would: governance takes effect in all of them. */
export function governanceWithin(inquiry: Inquiry, given: Rights, scopes: Scopes): Check {
  return isEmpty(intersection(given.some, KIND_MASKS.governance)) ? null : scopesWithin(inquiry, scopes);
}
