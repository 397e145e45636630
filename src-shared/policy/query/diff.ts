import type { MemberId } from '../../base/ids.ts';
import { CompiledPolicy } from '../compile/compiled-policy.ts';
import { has, intersection, type Mask, minus, permissionsIn } from '../model/mask.ts';
import type { Permission } from '../model/permissions.ts';
import type { Rights } from '../model/rights.ts';
import { CONSTRAINT_KEYS, CONSTRAINT_SETTINGS, type ConstraintSetting } from '../model/settings.ts';
import type { PolicyState } from '../model/state.ts';

/** What is other for one member than before. */
export interface Difference {
  readonly member: MemberId;
  readonly gained: readonly Permission[];
  readonly lost: readonly Permission[];
  /** Was full, is limited; and the other way round. */
  readonly narrowed: readonly Permission[];
  readonly widened: readonly Permission[];
  /** Constraints that bind now, and that bind no more. */
  readonly bound: readonly ConstraintSetting[];
  readonly freed: readonly ConstraintSetting[];
}

/** Everybody for whom `b` answers otherwise than `a`, both asked at the same time: that of `b` unless told. */
export function diff(a: PolicyState, b: PolicyState, at: number = b.at): readonly Difference[] {
  const before = CompiledPolicy.of(a);
  const after = before.copy();
  after.update(b);
  return diffCompiled(before, after, at);
}

/** `diff` where both are compiled already. Members in the order of `after`, then those whom only `before` has. */
export function diffCompiled(before: CompiledPolicy, after: CompiledPolicy, at: number): readonly Difference[] {
  const found: Difference[] = [];
  const modes = modesOf(before.state) !== modesOf(after.state);
  for (let index = 0; index < after.size; index += 1) {
    const member = after.member(index)?.id;
    if (member === undefined) continue;
    const was = before.member(index)?.id === member ? index : before.index(member);
    const difference = between(before, was, after, index, member, at, modes);
    if (difference !== null) found.push(difference);
  }
  for (let index = 0; index < before.size; index += 1) {
    const member = before.member(index)?.id;
    if (member === undefined || after.index(member) >= 0) continue;
    const difference = between(before, index, after, -1, member, at, modes);
    if (difference !== null) found.push(difference);
  }
  return found;
}

function between(
  before: CompiledPolicy,
  was: number,
  after: CompiledPolicy,
  is: number,
  member: MemberId,
  at: number,
  modes: boolean,
): Difference | null {
  const old = before.rights(was, at);
  const now = after.rights(is, at);
  if (!modes && same(old.some, now.some) && same(old.full, now.full)) return null;
  const kept = intersection(old.some, now.some);
  const bound: ConstraintSetting[] = [];
  const freed: ConstraintSetting[] = [];
  for (const setting of CONSTRAINT_KEYS) {
    const binds = isBoundBy(after.state, setting, now);
    if (binds !== isBoundBy(before.state, setting, old)) (binds ? bound : freed).push(setting);
  }
  const difference = {
    member,
    gained: permissionsIn(minus(now.some, old.some)),
    lost: permissionsIn(minus(old.some, now.some)),
    narrowed: permissionsIn(intersection(kept, minus(old.full, now.full))),
    widened: permissionsIn(intersection(kept, minus(now.full, old.full))),
    bound,
    freed,
  };
  return isEmpty(difference) ? null : difference;
}

function isEmpty({ gained, lost, narrowed, widened, bound, freed }: Difference): boolean {
  return (
    gained.length + lost.length === 0 && narrowed.length + widened.length === 0 && bound.length + freed.length === 0
  );
}

/** What `isBound` says of somebody with these rights. */
export function isBoundBy({ settings }: PolicyState, setting: ConstraintSetting, { some }: Rights): boolean {
  const mode = settings[setting].value;
  return mode === 'everybody' || (mode === 'selected' && !has(some, CONSTRAINT_SETTINGS[setting].exemption));
}

function modesOf({ settings }: PolicyState): string {
  return CONSTRAINT_KEYS.map((key) => settings[key].value).join(' ');
}

function same(a: Mask, b: Mask): boolean {
  return a.lo === b.lo && a.hi === b.hi;
}
