import { ok, type Result } from '../../../src-shared/base/result.ts';
import { authorise } from '../../../src-shared/policy/authorise/authorise.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import type { Crypto } from '../../crypto/port.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { putOverUnsuitable } from '../../hub/put-over-unsuitable.ts';
import type { Signer } from '../entry-codec.ts';
import type { EntryStore } from '../entry-store.ts';
import type { ProposeError, WritableLog } from '../policy-log.ts';
import { completeTiles } from '../replay/log-source.ts';
import { writeTiles } from '../replay/write-tiles.ts';
import { listSnapshots } from './begin-from-snapshot.ts';
import { rootInterval } from './intervals.ts';
import { sealSnapshot } from './snapshot-codec.ts';
import { stateRoot } from './state-root.ts';

/*
 * What keeps a long log short for those who come later: tiles, roots, snapshots. Nothing of it is needed for any answer
 * to be right, so what fails is left for the next time, or for others.
 */

export interface UpkeepPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
  readonly store: Pick<EntryStore, 'range' | 'entry'>;
  readonly log: WritableLog;
  readonly signer: Signer;
  readonly clock: { now(): number };
  readonly directoryKey: (epoch: number) => Uint8Array | null;
}

/** Kept on the hub: newcomers with older invitations begin at older ones. */
const SNAPSHOTS_KEPT = 4;
/** Whoever is not the first choice waits for at most so many entries longer, by lot. */
const LONGEST_LAG = 64;
const NO_ROOT = '0'.repeat(64);

export class Upkeep {
  readonly #ports: UpkeepPorts;
  readonly #lag: number;
  #tiles = 0;
  #snapshot = 0;

  constructor(ports: UpkeepPorts) {
    this.#ports = ports;
    this.#lag = 1 + ((ports.crypto.random(1)[0] ?? 0) % LONGEST_LAG);
  }

  /** After a sync that went well. Does little most of the time. */
  async run(): Promise<Result<void, ProposeError | HubError>> {
    const tiled = await this.#writeTiles();
    if (!tiled.ok) return tiled;
    const rooted = await this.#writeRoot();
    return rooted.ok ? this.#writeSnapshot() : rooted;
  }

  /** By the author of a tile's last entry; by others when it has been missing for a while. */
  async #writeTiles(): Promise<Result<void, HubError>> {
    const { log } = this.#ports;
    const { seq } = log.state().head;
    const mine = completeTiles(seq) > this.#tiles && this.#isMine(completeTiles(seq) * 256);
    const lag = mine ? 0 : this.#lag;
    if (completeTiles(seq - lag) <= this.#tiles) return ok();
    const written = await writeTiles({ ...this.#ports, organisation: log.organisation }, seq, lag);
    if (!written.ok) return written;
    this.#tiles = completeTiles(seq - lag);
    return ok();
  }

  /** By whoever may, when it is due: the first of them whose lot it is. */
  async #writeRoot(): Promise<Result<void, ProposeError>> {
    const { log, crypto, signer } = this.#ports;
    if (!log.isWhole() || !this.#isRootDue(log.state(), this.#lag) || !this.#mayWriteRoot(log.state())) return ok();
    const make = async (state: PolicyState) =>
      ok(this.#isRootDue(state, 0) ? [{ type: 'state.root' as const, root: stateRoot(crypto, state) }] : []);
    const proposed = await log.propose(make, signer);
    return proposed.ok ? ok() : proposed;
  }

  #isRootDue(state: PolicyState, lag: number): boolean {
    return state.head.seq - (this.#ports.log.lastRoot() ?? 0) >= rootInterval(state) + lag;
  }

  #mayWriteRoot(state: PolicyState): boolean {
    const { signer, clock } = this.#ports;
    return authorise(state, { member: signer.member, at: clock.now() }, { type: 'state.root', root: NO_ROOT }).allowed;
  }

  /** Of the state that the newest root is of: by the root's author, by others when it has been missing for a while. */
  async #writeSnapshot(): Promise<Result<void, HubError>> {
    const { hub, log } = this.#ports;
    const seq = log.lastRoot();
    const { head, directoryEpoch } = log.state();
    if (seq === null || seq <= this.#snapshot || !log.isWhole()) return ok();
    if (!this.#isMine(seq) && head.seq - seq < this.#lag) return ok();
    const listed = await listSnapshots(hub, Number.MAX_SAFE_INTEGER);
    // A link where their folder should be: newcomers begin at genesis.
    if (!listed.ok) return isOfOneObject(listed.error) ? ok() : listed;
    if (!listed.value.includes(seq)) {
      const put = await this.#putSnapshot(seq, directoryEpoch);
      if (!put.ok) return put;
    }
    for (const old of listed.value.filter((other) => other < seq).slice(SNAPSHOTS_KEPT - 1)) {
      const deleted = await hub.delete(snapshotKey(old));
      if (!deleted.ok) return deleted;
    }
    this.#snapshot = seq;
    return ok();
  }

  async #putSnapshot(seq: number, epoch: number): Promise<Result<void, HubError>> {
    const { hub, crypto, log, directoryKey } = this.#ports;
    const key = directoryKey(epoch);
    const body = key === null ? null : sealSnapshot(crypto, { epoch, key }, seq, log.stateAt(seq - 1));
    if (body === null) return ok();
    const put = await putOverUnsuitable(hub, snapshotKey(seq), body, { durable: 'flush' });
    return put.ok ? ok() : put;
  }

  #isMine(seq: number): boolean {
    const [entry] = this.#ports.log.history(seq + 1, 1);
    return entry?.seq === seq && entry.device === this.#ports.signer.device;
  }
}
