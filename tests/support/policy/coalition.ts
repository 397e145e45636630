import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { PolicyEntry } from '../../../src-shared/policy/apply/apply.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import type { Laws } from '../../../src-shared/policy/model/laws.ts';
import {
  EMPTY,
  has,
  intersection,
  isEmpty,
  isWithin,
  KIND_MASKS,
  type Mask,
  minus,
  POWERS,
  permissionsIn,
  union,
} from '../../../src-shared/policy/model/mask.ts';
import { ceilingOf, potential, type Rights, underlying } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { referenceRank } from './reference.ts';

/*
 * Who acts together in an attack, what they had between them when it began, and what they must never reach.
 */

interface Beginning {
  readonly state: PolicyState;
  readonly laws: Laws;
  /** Union of what the colluders could do, use left out. */
  readonly powers: Rights;
  readonly rank: number;
  /** Whether one of that rank manages its own. */
  readonly peer: boolean;
  /** Departments that they govern between them; null: at least one of them governs everywhere. */
  readonly scopes: ReadonlySet<string> | null;
  readonly withOwner: boolean;
}

const GOVERNING: Mask = union(KIND_MASKS.governance, KIND_MASKS.delegated);
const powersOf = (state: PolicyState, member: Member, laws: Laws): Rights => {
  const { some, full } = potential(state, member, laws);
  return { some: intersection(some, POWERS), full: intersection(full, POWERS) };
};
const plain = (value: unknown): string => JSON.stringify(value);

/** Whoever holds the owner's role; a removed account only keeps what it was. */
export function ownersOf(state: PolicyState): readonly Member[] {
  return [...state.members.values()].filter(
    ({ status, roles }) => status !== 'removed' && roles.some(({ id }) => id === state.ownerRole),
  );
}

export class Coalition {
  /** Whoever signs as the coalition likes. */
  readonly controlled: ReadonlySet<MemberId>;
  /** Invited by the coalition, which knows their codes. */
  readonly invited: ReadonlySet<MemberId>;
  readonly #began: Beginning;

  private constructor(controlled: ReadonlySet<MemberId>, invited: ReadonlySet<MemberId>, began: Beginning) {
    this.controlled = controlled;
    this.invited = invited;
    this.#began = began;
  }

  static of(state: PolicyState, colluders: readonly MemberId[], laws: Laws): Coalition {
    const members = colluders.flatMap((id) => state.members.get(id) ?? []);
    const ranks = members.map((member) => referenceRank(state, member));
    const rank = Math.max(-1, ...ranks.map((each) => each.rank));
    const powers = members.map((member) => powersOf(state, member, laws));
    // Departments confine governance; who has none, sets no bounds.
    const governors = members.filter(
      (_, index) => !isEmpty(intersection(powers[index]?.some ?? EMPTY, KIND_MASKS.governance)),
    );
    const scopes = governors.map(({ limits }) => limits.scopes);
    return new Coalition(new Set(colluders), new Set(), {
      state,
      laws,
      powers: {
        some: powers.reduce((sum, { some }) => union(sum, some), EMPTY),
        full: powers.reduce((sum, { full }) => union(sum, full), EMPTY),
      },
      rank,
      peer: ranks.some((each) => each.rank === rank && each.peer),
      scopes: scopes.includes(null) ? null : new Set(scopes.flatMap((groups) => groups ?? [])),
      withOwner: colluders.includes(state.owner),
    });
  }

  includes(member: MemberId): boolean {
    return this.controlled.has(member) || this.invited.has(member);
  }

  acting(state: PolicyState): readonly Member[] {
    return [...this.controlled].flatMap((id) => {
      const member = state.members.get(id);
      return member?.status === 'active' ? [member] : [];
    });
  }

  /** Who makes an invitation knows its code, and who resets a password can log in with the new one. */
  after(before: PolicyState, after: PolicyState, entry: PolicyEntry): Coalition {
    const invited = new Set(this.invited);
    const controlled = new Set(this.controlled);
    for (const member of after.members.values()) {
      const last = before.members.get(member.id);
      if (last === member) continue;
      if (member.invitation !== null && member.invitation !== last?.invitation) invited.add(member.id);
      if (member.resetBy === entry.seq) controlled.add(member.id);
      if (invited.has(member.id) && member.status === 'active') controlled.add(member.id);
    }
    return new Coalition(controlled, invited, this.#began);
  }

  /** For being greedy: how much the coalition holds in all. */
  strength(state: PolicyState): number {
    let strength = 0;
    for (const member of this.acting(state)) {
      const { some, full } = powersOf(state, member, this.#began.laws);
      strength += 4 + ones(some.lo) + ones(some.hi) + ones(full.lo) + ones(full.hi);
    }
    return strength;
  }

  /** What of the properties the entry has broken; null: nothing. */
  violation(before: PolicyState, after: PolicyState, entry: PolicyEntry): string | null {
    return (
      this.#ofOwner(after) ??
      this.#ofUnion(after) ??
      this.#ofHigher(after) ??
      this.#ofStep(before, after, entry) ??
      null
    );
  }

  /** P1 to P4. */
  #ofOwner(after: PolicyState): string | null {
    const { state: start, laws, withOwner } = this.#began;
    const owners = ownersOf(after);
    if (owners.length !== 1 || owners[0]?.id !== after.owner) return `P1: ${owners.length} owners`;
    const owner = owners[0];
    if (!isWithin(GOVERNING, underlying(after, owner, laws).full)) return 'P4: governance of the owner';
    if (withOwner) return null;
    const first = start.members.get(start.owner);
    if (first === undefined || after.owner !== start.owner) return 'P2: another owner';
    for (const field of ['status', 'expiresAt', 'class', 'roles', 'limits', 'resetBy', 'origin'] as const) {
      if (plain(owner[field]) !== plain(first[field])) return `P3: ${field} of the owner`;
    }
    const lost = minus(underlying(start, first, laws).full, underlying(after, owner, laws).full);
    return isEmpty(lost) ? null : `P3: the owner lost ${permissionsIn(lost).join()}`;
  }

  /** P5, and P7: a class keeps what it forbids. */
  #ofUnion(after: PolicyState): string | null {
    const { laws, powers, rank, peer, scopes, withOwner } = this.#began;
    for (const member of after.members.values()) {
      const ceiling = ceilingOf(after.classes.get(member.class));
      const own = potential(after, member, laws);
      if (member.id !== after.owner && !isWithin(own.some, ceiling)) return `P7: ${member.id} above the ceiling`;
      if (!this.controlled.has(member.id) || withOwner) continue;
      const { some, full } = powersOf(after, member, laws);
      const gained = union(minus(some, powers.some), minus(full, powers.full));
      if (!isEmpty(gained)) return `P5: ${member.id} gained ${permissionsIn(gained).join()}`;
      if (isEmpty(intersection(some, KIND_MASKS.governance))) continue;
      const reached = referenceRank(after, member);
      if (reached.rank > rank || (reached.rank === rank && reached.peer && !peer)) return `P5: rank of ${member.id}`;
      const groups = member.limits.scopes;
      if (scopes !== null && (groups === null || groups.some((group) => !scopes.has(group)))) {
        return `P5: scopes of ${member.id}`;
      }
    }
    return null;
  }

  /** P6: whoever stands above all of the coalition, or outside of its departments, keeps what they had. */
  #ofHigher(after: PolicyState): string | null {
    const { state: start, laws, rank, peer, scopes, withOwner } = this.#began;
    if (withOwner) return null;
    for (const first of start.members.values()) {
      const own = referenceRank(start, first).rank;
      if (this.controlled.has(first.id) || first.id === start.owner || first.status === 'removed') continue;
      const outside = scopes !== null && !first.groups.some(({ id }) => scopes.has(id));
      if (!outside && (own < rank || (own === rank && peer))) continue;
      const member = after.members.get(first.id);
      if (member === undefined) return `P6: ${first.id} is gone`;
      for (const field of ['status', 'expiresAt', 'resetBy', 'limits', 'class', 'roles'] as const) {
        if (plain(member[field]) !== plain(first[field])) return `P6: ${field} of ${first.id}`;
      }
      const [had, has] = [powersOf(start, first, laws), powersOf(after, member, laws)];
      const lost = union(minus(had.some, has.some), minus(had.full, has.full));
      if (!isEmpty(lost)) return `P6: ${first.id} lost ${permissionsIn(lost).join()}`;
    }
    return null;
  }

  /** P8: billing spreads from a holder of `billing.delegate`. P9: nobody widens their own. */
  #ofStep(before: PolicyState, after: PolicyState, entry: PolicyEntry): string | null {
    const { laws, withOwner } = this.#began;
    if (withOwner) return null;
    const author = before.members.get(entry.author);
    const later = after.members.get(entry.author);
    if (author === undefined || later === undefined) return null;
    const delegates = has(potential(before, author, laws).some, 'billing.delegate');
    for (const member of after.members.values()) {
      const last = before.members.get(member.id);
      if (delegates || member.status === 'removed') continue;
      const had = last === undefined ? EMPTY : potential(before, last, laws).some;
      const spread = intersection(minus(potential(after, member, laws).some, had), KIND_MASKS.delegated);
      if (!isEmpty(spread)) return `P8: ${entry.author} gave ${permissionsIn(spread).join()} to ${member.id}`;
    }
    const own = union(potential(before, author, laws).some, underlying(before, author, laws).some);
    const widened = minus(potential(after, later, laws).some, own);
    if (!isEmpty(widened)) return `P9: ${entry.author} took ${permissionsIn(widened).join()}`;
    if (later.credits > author.credits) return `P9: credits of ${entry.author}`;
    const longer = author.expiresAt !== null && (later.expiresAt === null || later.expiresAt > author.expiresAt);
    return longer ? `P9: the end of ${entry.author}` : null;
  }
}

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
