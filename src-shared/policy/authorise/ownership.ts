import type { ActionOf } from '../action/action.ts';
import type { Check, Inquiry } from './inquiry.ts';
import { asThemselves } from './needing.ts';

/** Handing the organisation over: what the owner offers, and the one whom they name accepts. */

/** Another governor agrees to a proposal, they do not make it: the offer itself is the owner's. */
export function offer(inquiry: Inquiry): Check {
  if (inquiry.isOwner) return inquiry.needs('security.edit');
  return inquiry.by.agreed === true && inquiry.by.approves === true
    ? inquiry.needs('security.edit')
    : inquiry.refuses('ownerOnly', inquiry.now);
}

export function withdrawOffer(inquiry: Inquiry): Check {
  return inquiry.isOwner ? asThemselves(inquiry) : inquiry.refuses('ownerOnly', inquiry.now);
}

/** Both sign: the owner offered, the one who was named accepts that very offer. */
export function accept(inquiry: Inquiry, action: ActionOf<'owner.accept'>): Check {
  const refused = asThemselves(inquiry);
  if (refused !== null) return refused;
  const { transfer } = inquiry.state;
  const named = transfer !== null && transfer.to === inquiry.by.member && transfer.setBy === action.offer;
  return named
    ? inquiry.notes('selfOnly', transfer.setBy)
    : inquiry.refuses('notOffered', transfer?.setBy ?? inquiry.now);
}
