import type { ActionOf } from '../action/action.ts';
import type { Member } from '../model/entities.ts';
import { potential } from '../model/rights.ts';
import { assigned } from '../model/sets.ts';
import type { StateDraft } from '../model/state-draft.ts';
import { removed } from './accounts.ts';
import type { Acting, Handlers } from './acting.ts';
import { rolesProblem } from './assignments.ts';
import { demote } from './pins.ts';
import type { EntryProblem } from './problems.ts';
import { present, putMember } from './put-member.ts';

/** The owner offers, the other accepts: the one way in which a unique role moves (properties 1 and 2). */
export const OWNERSHIP_HANDLERS = {
  'owner.offer': (draft, { seq }, { to: id, keep }) => {
    const to = present(draft, id);
    if (typeof to === 'string') return to;
    if (to.status !== 'active') return 'notActive';
    if (to.id === draft.owner) return 'unchanged';
    const problem = keep === null ? null : rolesProblem(draft, [keep]);
    if (problem !== null) return problem;
    // A second offer takes the place of the first: `owner.accept` names the one it means.
    draft.change({ transfer: { to: id, keep, setBy: seq } });
    return null;
  },
  'owner.withdraw': (draft) => {
    if (draft.transfer === null) return 'offerUnknown';
    draft.change({ transfer: null });
    return null;
  },
  'owner.accept': accept,
} as const satisfies Partial<Handlers>;

function accept(draft: StateDraft, acting: Acting, { offer, pins }: ActionOf<'owner.accept'>): EntryProblem | null {
  const { transfer } = draft;
  const old = draft.members.get(draft.owner);
  if (transfer === null || transfer.setBy !== offer || transfer.to !== acting.author) return 'offerUnknown';
  const to = present(draft, transfer.to);
  if (typeof to === 'string') return to;
  if (to.status !== 'active') return 'notActive';
  if (old === undefined) return 'memberUnknown';
  const { seq, laws } = acting;
  const held = potential(draft, old, laws);
  draft.change({ owner: to.id, transfer: null });
  // First the one who goes: their licence may be the one that the other needs.
  const left = transfer.keep === null ? removed(old, acting) : { ...old, roles: assigned([transfer.keep], seq) };
  return demote(draft, old, left, pins, acting, held) ?? putMember(draft, asOwner(draft, to, old, seq));
}

/** Nobody could undo for the owner what limits them, so what did ends here: class ceiling, access limits, account end. */
function asOwner(draft: StateDraft, to: Member, old: Member, seq: number): Member {
  const bounded = draft.classes.get(to.class)?.ceiling !== null;
  return {
    ...to,
    roles: assigned([draft.ownerRole], seq),
    class: bounded ? old.class : to.class,
    limits: { withheld: [], scopes: null, setBy: seq },
    expiresAt: null,
    setBy: {
      ...to.setBy,
      class: bounded ? seq : to.setBy.class,
      expiry: to.expiresAt === null ? to.setBy.expiry : seq,
    },
  };
}
