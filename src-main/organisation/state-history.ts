import { ok, type Result, unwrap } from '../../src-shared/base/result.ts';
import { applyTo } from '../../src-shared/policy/apply/apply.ts';
import { type PolicyState, RULES } from '../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import { parseEntryPayload } from '../../src-shared/protocol/policy-entry.ts';
import type { EntryRow, EntryStore } from './entry-store.ts';
import type { StateStore } from './snapshot/state-store.ts';

/** States kept besides genesis and the newest. One of 10,000 members costs about a megabyte of pointers. */
const KEPT = 16;
const BATCH = 1_000;

/** Replays entries that were verified before they came into the vault: no signature is checked again. */
function replay(state: PolicyState, rows: readonly EntryRow[]): PolicyState {
  const draft = new StateDraft(state);
  for (const { hash, payload } of rows) {
    const parsed = unwrap(parseEntryPayload(payload, RULES));
    unwrap(asResult(applyTo(draft, { ...parsed, hash })));
  }
  return draft.freeze();
}

const asResult = (applied: ReturnType<typeof applyTo>): Result<void, { readonly code: string }> =>
  applied.ok ? ok() : applied;

export function replayStored(store: EntryStore, from: PolicyState, to: number): PolicyState {
  let state = from;
  while (state.head.seq < to) {
    state = replay(state, store.range(state.head.seq + 1, Math.min(to, state.head.seq + BATCH)));
  }
  return state;
}

/** Past states, remembered by use: each is made from the nearest older one, here or in the vault. */
export class StateHistory {
  readonly #store: EntryStore;
  readonly #kept: StateStore;
  readonly #genesis: PolicyState;
  readonly #states = new Map<number, PolicyState>();

  constructor(store: EntryStore, kept: StateStore, genesis: PolicyState) {
    this.#store = store;
    this.#kept = kept;
    this.#genesis = genesis;
  }

  at(seq: number): PolicyState {
    const known = this.#states.get(seq);
    const state = known ?? replayStored(this.#store, this.#nearest(seq), seq);
    this.#states.delete(seq);
    this.#states.set(seq, state);
    const [oldest] = this.#states.keys();
    if (this.#states.size > KEPT && oldest !== undefined) this.#states.delete(oldest);
    return state;
  }

  #nearest(seq: number): PolicyState {
    let nearest = this.#genesis;
    for (const [at, state] of this.#states) if (at <= seq && at > nearest.head.seq) nearest = state;
    const place = this.#kept.places().findLast((at) => at <= seq && at > nearest.head.seq);
    return (place === undefined ? null : this.#kept.load(place)) ?? nearest;
  }
}
