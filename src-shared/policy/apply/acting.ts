import type { DeviceId, MemberId } from '../../base/ids.ts';
import type { Action, ActionOf, ActionType } from '../action/action.ts';
import type { Decision } from '../decide/decision.ts';
import type { Laws } from '../model/laws.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { EntryProblem } from './problems.ts';

/** Why an action has no effect: something is wrong with it, or its author may not do it. */
export type Fault = EntryProblem | Decision;

/** Who acts, and by which entry. */
export interface Acting {
  /** Of the entry: what everything that it sets cites. */
  readonly seq: number;
  readonly at: number;
  readonly author: MemberId;
  /** The device that the entry brings along and is signed by; null when it is signed by a known one. */
  readonly introduced: DeviceId | null;
  /** As many governors as the thresholds ask for have agreed. */
  readonly agreed: boolean;
  readonly laws: Laws;
  /** How many more of `SWEEPING` the entry may hold, those of its proposals included; counted down. */
  readonly sweeps: { left: number };
  /** Authorises one action and carries it out. */
  readonly perform: (draft: StateDraft, acting: Acting, action: Action) => Fault | null;
}

/**
 * Carries out one action that is authorised; null: done. What it changed before it found a fault is taken back by the
 * caller.
 */
export type Handler<T extends ActionType> = (draft: StateDraft, acting: Acting, action: ActionOf<T>) => Fault | null;
export type Handlers = { readonly [T in ActionType]: Handler<T> };

export const DAY = 86_400_000;
