import type { ActionOf } from '../action/action.ts';
import { keyClaim } from '../model/claims.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import type { EntryProblem } from './problems.ts';

/** New organisation keys, and roots of states. */
export const KEY_HANDLERS = {
  'key.rotate': rotate,
  // Changes nothing: whoever can compute the root of the state before the entry compares it, whoever begins with a
  // snapshot of that state trusts the entry's author for it.
  'state.root': () => null,
} as const satisfies Partial<Handlers>;

/** Epochs follow one another, so that two rotations at once have one winner. The directory's key has no public half. */
function rotate(
  draft: StateDraft,
  { seq }: Acting,
  { key, epoch, publicKey }: ActionOf<'key.rotate'>,
): EntryProblem | null {
  if (key === 'directory') {
    if (publicKey !== null) return 'keyMissing';
    if (epoch !== draft.directoryEpoch + 1) return 'epochOrder';
    draft.change({ directoryEpoch: epoch, directorySetBy: seq });
    return null;
  }
  if (publicKey === null) return 'keyMissing';
  if (epoch !== (draft.keys[key]?.epoch ?? 0) + 1) return 'epochOrder';
  if (draft.taken.has(keyClaim(publicKey))) return 'keyReused';
  draft.take(keyClaim(publicKey), draft.organisation);
  draft.change({ keys: { ...draft.keys, [key]: { epoch, publicKey, setBy: seq } } });
  return null;
}
