import { canonicalJson } from '../../base/canonical-json.ts';
import type { MemberId } from '../../base/ids.ts';
import { type Action, type ActionOf, type ActionType, parseAction } from '../action/action.ts';
import { authorise, governorsFor } from '../authorise/authorise.ts';
import { isAdministrator } from '../authorise/grants.ts';
import { idClaim } from '../model/claims.ts';
import type { Proposal } from '../model/entities.ts';
import type { StateDraft } from '../model/state-draft.ts';
import { type Acting, DAY, type Fault, type Handlers } from './acting.ts';
import { repinned } from './pins.ts';

/*
 * Changes on which more than one governor must agree. An id serves one proposal for good, so that an approval, which
 * names the id alone, approves exactly the actions that were there to read.
 *
 * What is proposed is carried out each time somebody agrees, and taken back when there are not enough yet: nobody agrees
 * to what could not take effect as things stand.
 */

export const PROPOSAL_LIFE_MAX = 90 * DAY;

/** What only the author's own hand or device can do, and what would make proposals of proposals. */
const NEVER_PROPOSED: ReadonlySet<ActionType> = new Set<ActionType>([
  'member.activate',
  'device.add',
  'password.chosen',
  'credits.spend',
  'privilege.request',
  'owner.accept',
  'proposal.open',
  'proposal.approve',
  'proposal.withdraw',
  'state.root',
]);

export const PROPOSAL_HANDLERS = {
  'proposal.open': open,
  'proposal.approve': approve,
  'proposal.withdraw': (draft, _acting, { proposal: id }) => {
    const proposal = draft.proposals.get(id);
    if (proposal === undefined) return 'proposalUnknown';
    close(draft, proposal);
    return null;
  },
} as const satisfies Partial<Handlers>;

function open(draft: StateDraft, acting: Acting, action: ActionOf<'proposal.open'>): Fault | null {
  const { proposal: id, expiresAt } = action;
  if (draft.proposals.has(id) || draft.taken.has(idClaim('proposal', id))) return 'proposalExists';
  if (expiresAt <= acting.at || expiresAt > acting.at + PROPOSAL_LIFE_MAX) return 'proposalLife';
  const actions = parseProposed(action.actions);
  if (actions === null) return 'proposalMalformed';
  const proposal: Proposal = {
    id,
    by: acting.author,
    actions: canonicalJson(actions),
    approvals: [acting.author],
    expiresAt,
    setBy: acting.seq,
  };
  const outcome = carryOut(draft, acting, proposal, actions);
  if (outcome.fault !== null) return outcome.fault;
  if (outcome.agreed) return 'proposalNotNeeded';
  draft.put('proposals', proposal);
  return null;
}

function approve(draft: StateDraft, acting: Acting, action: ActionOf<'proposal.approve'>): Fault | null {
  const before = draft.proposals.get(action.proposal);
  if (before === undefined) return 'proposalUnknown';
  if (acting.at >= before.expiresAt) return 'proposalExpired';
  if (before.approvals.includes(acting.author)) return 'approvedAlready';
  const proposed = parseProposed(JSON.parse(before.actions) as readonly unknown[]);
  if (proposed === null) return 'proposalMalformed';
  const actions = repinned(draft, proposed, action.pins);
  if (typeof actions === 'string') return actions;
  const proposal = { ...before, approvals: [...before.approvals, acting.author] };
  const outcome = carryOut(draft, acting, proposal, actions);
  if (outcome.fault !== null) return outcome.fault;
  if (outcome.agreed) close(draft, proposal);
  else draft.put('proposals', proposal);
  return null;
}

/** Gone for good, whatever became of it. */
function close(draft: StateDraft, { id, by }: Proposal): void {
  draft.take(idClaim('proposal', id), by);
  draft.drop('proposals', id);
}

function parseProposed(values: readonly unknown[]): readonly Action[] | null {
  const actions: Action[] = [];
  for (const value of values) {
    const action = parseAction(value);
    if (!action.ok || NEVER_PROPOSED.has(action.value.type)) return null;
    actions.push(action.value);
  }
  return actions;
}

interface Outcome {
  fault: Fault | null;
  /** All of it is done; otherwise none of it. */
  agreed: boolean;
}

/**
 * Does it all as the proposer, and keeps it when enough have agreed: as many distinct members, each still an
 * administrator and permitted to do each of the actions at its place, as the highest threshold among the dangers asks for,
 * or will ask for from then on.
 */
function carryOut(draft: StateDraft, acting: Acting, proposal: Proposal, actions: readonly Action[]): Outcome {
  const outcome: Outcome = { fault: null, agreed: false };
  const { at, laws } = acting;
  const author = { member: proposal.by, at, agreed: true };
  draft.attempt(() => {
    let needed = 1;
    let governors = proposal.approvals.filter((member) => isAdministrator(draft, member, at, laws));
    for (const action of actions) {
      needed = Math.max(needed, governorsFor(draft, author, action));
      const agrees = (member: MemberId) =>
        authorise(draft, { member, at, agreed: true, approves: member !== proposal.by }, action, laws);
      const own = agrees(acting.author);
      if (!own.allowed) {
        outcome.fault = own;
        return false;
      }
      governors = governors.filter((member) => agrees(member).allowed);
      outcome.fault = acting.perform(draft, { ...acting, author: proposal.by, introduced: null, agreed: true }, action);
      if (outcome.fault !== null) return false;
    }
    outcome.agreed = needed === 1 || governors.length >= needed;
    return outcome.agreed;
  });
  return outcome;
}
