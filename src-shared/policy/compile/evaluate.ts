import type { Member } from '../model/entities.ts';
import { LAWS } from '../model/laws.ts';
import { EMPTY, type Mask, maskOf } from '../model/mask.ts';
import { type ModeMasks, modeMasksOf } from '../model/modes.ts';
import { FORCED, LOGIN, masksOfOverrides, OWNERS, SENDS } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import { FALLS } from '../model/unmet.ts';
import { type Columns, IS_ACTIVE, IS_FEDERATED, IS_OWNER, MUST_CHOOSE, NO_CREDIT } from './columns.ts';

/*
 * The layers over the columns, in three steps, so that each change is worked out from the first one that it concerns:
 * a member's record is read (`read`), what roles, groups, class and limits make of it is gathered (`gather`), and the
 * modes and requirements settle the answers (`settle`).
 */

/** Of the state as a whole, looked up once a pass. */
export interface Modes extends ModeMasks {
  readonly unlimited: boolean;
}

export function modesOf({ settings }: PolicyState): Modes {
  return { ...modeMasksOf(settings, LAWS), unlimited: settings['billing.unlimitedSending'].value };
}

/** What the member's own record says: overrides, limits and the account. */
export function read({ own, flags, expiresAt }: Columns, index: number, member: Member, isOwner: boolean): void {
  const { allow, deny } = masksOfOverrides(member.overrides);
  const at = 6 * index;
  put(own, at, allow);
  put(own, at + 2, deny);
  put(own, at + 4, maskOf(member.limits.withheld));
  flags[index] =
    (member.status === 'active' ? IS_ACTIVE : 0) |
    (isOwner ? IS_OWNER : 0) |
    (member.origin === 'federated' ? IS_FEDERATED : 0) |
    (member.resetBy === null ? 0 : MUST_CHOOSE) |
    (member.credits > 0 ? 0 : NO_CREDIT);
  expiresAt[index] = member.expiresAt ?? Number.POSITIVE_INFINITY;
}

/** Words of the combinations that members have (see `Combinations`), and which of them are others than before. */
export interface Shared {
  readonly roles: Int32Array;
  readonly groups: Int32Array;
  /** Of the classes: the ceiling, and nothing. */
  readonly classes: Int32Array;
}
export interface Touched {
  readonly roles: Uint8Array | null;
  readonly groups: Uint8Array | null;
  readonly classes: Uint8Array | null;
}

/** Layers 9, 8, 7, 5, 3 and 2, of the members `from` to before `to`; null: of all of these, touched or not. @returns of how many. */
export function gather(columns: Columns, from: number, to: number, shared: Shared, touched: Touched | null): number {
  const { roles, groups, classes, own, given, cap, forced, flags } = columns;
  const { roles: roleWords, groups: groupWords, classes: classWords } = shared;
  const federated = IS_FEDERATED;
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const role = roles[index] ?? 0;
    const group = groups[index] ?? 0;
    const definition = classes[index] ?? 0;
    if (touched !== null) {
      const isTouched =
        touched.roles?.[role] === 1 || touched.groups?.[group] === 1 || touched.classes?.[definition] === 1;
      if (!isTouched) continue;
    }
    count += 1;
    const isForced = when((flags[index] ?? 0) & federated);
    for (let half = 0; half < 2; half += 1) {
      const ownAllow = own[6 * index + half] ?? 0;
      const ownDeny = own[6 * index + 2 + half] ?? 0;
      const groupDeny = groupWords[4 * group + 2 + half] ?? 0;
      const allow = ((groupWords[4 * group + half] ?? 0) & ~groupDeny & ~ownDeny) | ownAllow;
      const deny = (groupDeny & ~ownAllow) | ownDeny;
      given[4 * index + half] = ((roleWords[4 * role + half] ?? 0) & ~deny) | allow;
      given[4 * index + 2 + half] = ((roleWords[4 * role + 2 + half] ?? 0) & ~deny) | allow;
      const ceiling = classWords[4 * definition + half] ?? 0;
      cap[2 * index + half] = ceiling & ~(own[6 * index + 4 + half] ?? 0);
      forced[2 * index + half] = ceiling & isForced;
    }
  }
  return count;
}

/**
 * Layers 6, 4, 1 and 0, and credit, over what was gathered of the members `from` to before `to`. Conditions are words of
 * all ones or none, not branches: members differ, so that a processor could not foresee them.
 */
export function settle(
  { given, cap, forced, flags, some, full }: Columns,
  from: number,
  to: number,
  modes: Modes,
): void {
  // What the loop reads is taken out of modules and objects first: that alone makes it three times as fast.
  const falls = FALLS;
  const [isActive, isOwner, lacksCredit, choosesFirst] = FLAGS;
  const { lo: nobodyLo, hi: nobodyHi } = modes.nobody;
  const { lo: everybodyLo, hi: everybodyHi } = modes.everybody;
  const { lo: ownersLo, hi: ownersHi } = OWNERS;
  const { lo: forcedLo, hi: forcedHi } = FORCED;
  const { lo: loginLo, hi: loginHi } = LOGIN;
  const { lo: costsLo, hi: costsHi } = modes.unlimited ? EMPTY : SENDS;
  for (let index = from; index < to; index += 1) {
    const flag = flags[index] ?? 0;
    const at = 2 * index;
    const owner = when(flag & isOwner);
    const keepLo = (cap[at] ?? 0) & ~nobodyLo;
    const keepHi = (cap[at + 1] ?? 0) & ~nobodyHi;
    const moreLo = ((forced[at] ?? 0) & forcedLo) | (ownersLo & owner);
    const moreHi = ((forced[at + 1] ?? 0) & forcedHi) | (ownersHi & owner);
    const someLo = (((given[2 * at] ?? 0) | everybodyLo) & keepLo) | moreLo;
    const someHi = (((given[2 * at + 1] ?? 0) | everybodyHi) & keepHi) | moreHi;
    const fullLo = (((given[2 * at + 2] ?? 0) | everybodyLo) & keepLo) | moreLo;
    const fullHi = (((given[2 * at + 3] ?? 0) | everybodyHi) & keepHi) | moreHi;
    let dropLo = 0;
    let dropHi = 0;
    for (let byte = 0; byte < 4; byte += 1) {
      const one = 2 * (256 * byte + ((someLo >>> (8 * byte)) & 255));
      const other = 2 * (256 * (byte + 4) + ((someHi >>> (8 * byte)) & 255));
      dropLo |= (falls[one] ?? 0) | (falls[other] ?? 0);
      dropHi |= (falls[one + 1] ?? 0) | (falls[other + 1] ?? 0);
    }
    const noCredit = when(flag & lacksCredit);
    const mustChoose = when(flag & choosesFirst);
    const stopped = ~when(flag & isActive);
    dropLo = (dropLo & ~(ownersLo & owner)) | (costsLo & noCredit) | (~loginLo & mustChoose) | stopped;
    dropHi = (dropHi & ~(ownersHi & owner)) | (costsHi & noCredit) | (~loginHi & mustChoose) | stopped;
    some[at] = someLo & ~dropLo;
    some[at + 1] = someHi & ~dropHi;
    full[at] = fullLo & ~dropLo;
    full[at + 1] = fullHi & ~dropHi;
  }
}

const FLAGS = [IS_ACTIVE, IS_OWNER, NO_CREDIT, MUST_CHOOSE] as const;

/** All ones when the bit is set, none otherwise. */
function when(bit: number): number {
  return (0 - bit) >> 31;
}

function put(words: Int32Array, at: number, mask: Mask): void {
  words[at] = mask.lo;
  words[at + 1] = mask.hi;
}
