import type { MemberId } from '../../../src-shared/base/ids.ts';
import { DANGERS, type Danger } from '../../../src-shared/policy/model/entities.ts';
import { EMPTY, has, type Mask, minus } from '../../../src-shared/policy/model/mask.ts';
import { potential } from '../../../src-shared/policy/model/rights.ts';
import { MODES } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

/** Which dangers became true with an entry, seen from the states alone. */
export function dangersBetween(before: PolicyState, after: PolicyState): ReadonlySet<Danger> {
  const found = new Set<Danger>();
  for (const danger of DANGERS) {
    if (before.thresholds[danger].governors !== after.thresholds[danger].governors) found.add('threshold').add(danger);
  }
  if (after.transfer !== null && after.transfer !== before.transfer) found.add('owner.transfer');
  if (after.keys.recovery !== before.keys.recovery) found.add('recovery.key');
  for (const [key, danger] of [
    ['users.mfa', 'mfa.weaken'],
    ['approval.required', 'approval.weaken'],
  ] as const) {
    if (MODES.indexOf(after.settings[key].value) < MODES.indexOf(before.settings[key].value)) found.add(danger);
  }
  for (const member of after.members.values()) {
    const gained = gains(before, after, member.id);
    // The owner holds it all, by transfer, which has a danger of its own.
    if (member.id === after.owner) continue;
    if (has(gained, 'role.assign') || has(gained, 'security.edit')) found.add('administrator.add');
    if (has(gained, 'mfa.exempt')) found.add('mfa.weaken');
    if (has(gained, 'approval.exempt')) found.add('approval.weaken');
  }
  return found;
}

function gains(before: PolicyState, after: PolicyState, id: MemberId): Mask {
  const [last, next] = [before.members.get(id), after.members.get(id)];
  const had = last === undefined ? EMPTY : potential(before, last).some;
  return next === undefined ? EMPTY : minus(potential(after, next).some, had);
}
