import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import type { EntryPayload } from '../../../src-shared/protocol/policy-entry.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { DirectoryKey } from '../entry-codec.ts';
import { kindsOf } from '../entry-kinds.ts';
import type { EntryRow } from '../entry-store.ts';
import type { LogAlarm } from '../policy-log.ts';
import { describeRefusal, verifyEntry } from '../verify-entry.ts';
import type { CheckedEntry } from './checked-entry.ts';

export interface AcceptancePorts {
  readonly crypto: Crypto;
  /** `copies`: what the entry that brought the key names, where that was added here. */
  readonly directoryOf: (epoch: number, copies?: string) => DirectoryKey | null;
  /** No entry may be dated later. */
  readonly latest: number;
  /** Stores entries that were accepted, with the state after them. Called now and then, and by `flush`. */
  readonly keep: (rows: readonly EntryRow[], state: PolicyState) => void;
}

/** Why the log was not read on. */
export interface Stop {
  readonly alarm: LogAlarm;
  /** The directory key that is missing, where that is the reason. */
  readonly missingEpoch: number | null;
}

/** Nothing beside the cover. */
const NONE = new Uint8Array();
/** Entries kept at once: copying the maps of 10,000 members for each takes longer than verifying it. */
const KEPT_AT_ONCE = 2_048;

/** Judges entries in order, each by the state before it. */
export class Acceptance {
  readonly #ports: AcceptancePorts;
  readonly #draft: StateDraft;
  #rows: EntryRow[] = [];
  #copies: string | undefined;

  constructor(ports: AcceptancePorts, state: PolicyState) {
    this.#ports = ports;
    this.#draft = new StateDraft(state);
  }

  /** What the entries so far lead to; valid until the next one. */
  get state(): PolicyState {
    return this.#draft;
  }

  /** @param checked what a thread found of it. @returns the accepted entry's content, or why the log stops before it. */
  add(stored: Uint8Array, checked: CheckedEntry | null): EntryPayload | Stop {
    const { crypto, directoryOf, latest } = this.#ports;
    const seq = this.#draft.head.seq + 1;
    const epoch = this.#draft.directoryEpoch;
    const directory = directoryOf(epoch, this.#copies);
    if (directory === null) {
      return { missingEpoch: epoch, alarm: { code: 'log.refused', seq, detail: 'entry.key' } };
    }
    const verified = verifyEntry(crypto, this.#draft, directory, stored, latest, checked);
    if (!verified.ok) {
      const detail = describeRefusal(verified.error);
      return {
        missingEpoch: null,
        alarm: { code: detail === 'entry.future' ? 'log.future' : 'log.refused', seq, detail },
      };
    }
    const { hash, payload, text, cover } = verified.value;
    // Only the newest can be in force, so that it is the one of the epoch that the state names.
    for (const action of payload.actions) {
      if (action.type === 'key.rotate' && action.key === 'directory') this.#copies = action.copies;
    }
    const root = payload.actions.find((action) => action.type === 'state.root')?.root;
    const kinds = kindsOf(payload.actions);
    this.#rows.push({ seq, hash, payload: text, stored: NONE, cover, kinds, ...(root !== undefined && { root }) });
    if (this.#rows.length >= KEPT_AT_ONCE) this.flush();
    return payload;
  }

  /** Whatever happens next, what was accepted is kept. */
  flush(): void {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    this.#ports.keep(rows, this.#draft.freeze());
  }
}

export const isStop = (outcome: EntryPayload | Stop): outcome is Stop => 'alarm' in outcome;
