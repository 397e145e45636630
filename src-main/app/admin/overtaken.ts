import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { planOf } from '../../../src-shared/policy/query/plan.ts';
import { overlap, touched } from '../../../src-shared/policy/query/touched.ts';
import type { Membership } from '../../organisation/membership.ts';
import { nameIn } from '../people.ts';

/** Who was first, and with which entry. */
export interface Overtaken {
  readonly by: string;
  readonly seq: number;
  readonly at: number;
}

type Ports = Pick<Membership, 'log' | 'signer'>;

/** Entries looked at one by one for who it was; of more than these the newest is named. */
const LOOKED_AT = 64;

/** Whether `since` is an entry that this copy of the log holds. */
export function isKnown({ log }: Pick<Membership, 'log'>, since: number): boolean {
  return since <= log.state().head.seq && log.history(since + 1, 1)[0]?.seq === since;
}

/**
 * The last entry after `since` that changed the very thing that the change to `after` would change; null: none did, and
 * the change means what it meant when its author looked.
 *
 * @param since what the author had looked at: `isKnown`
 * @param after what `state` would become by the change
 */
export function overtaken(ports: Ports, since: number, state: PolicyState, after: PolicyState): Overtaken | null {
  if (since >= state.head.seq) return null;
  const { log } = ports;
  const mine = touched(state, after);
  if (mine.size === 0 || !overlap(mine, touched(log.stateAt(since), state))) return null;
  return lastOf(ports, since, state, (seq) => overlap(mine, touched(log.stateAt(seq - 1), log.stateAt(seq))));
}

/**
 * The entry after `since` with which the actions, permitted until then, came to be refused; null: they were refused when
 * their author looked, too.
 *
 * @param actions refused as things stand in `state`
 */
export function refusedBy(
  ports: Ports,
  since: number,
  state: PolicyState,
  actions: readonly Action[],
): Overtaken | null {
  if (since >= state.head.seq) return null;
  const { log, signer } = ports;
  const permitted = (seq: number): boolean =>
    planOf(log.stateAt(seq), { author: signer.member, device: signer.device, at: state.at }, actions).ok;
  if (!permitted(since)) return null;
  return lastOf(ports, since, state, (seq) => permitted(seq - 1));
}

/** The newest entry after `since` for which it holds. */
function lastOf({ log }: Ports, since: number, state: PolicyState, holds: (seq: number) => boolean): Overtaken | null {
  const first = Math.max(since + 1, state.head.seq - LOOKED_AT + 1);
  let seq = state.head.seq;
  while (seq > first && !holds(seq)) seq -= 1;
  const found = seq === first && !holds(seq) ? state.head.seq : seq;
  const [entry] = log.history(found + 1, 1);
  return entry === undefined ? null : { by: nameIn(state, entry.author), seq: entry.seq, at: entry.at };
}
