import { hex, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { authorise } from '../../../src-shared/policy/authorise/authorise.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { type KeyKind, keyObjectKey } from '../../../src-shared/protocol/organisation-key.ts';
import { KEY_BYTES } from '../../crypto/port.ts';
import type { HubError } from '../../hub/port.ts';
import type { ProposeError } from '../policy-log.ts';
import type { Custodian } from './custodian.ts';
import { fetchHead } from './fetch-key.ts';
import { epochOf, holdersOf } from './holders.ts';
import { type KeyObject, makeKeyObject } from './key-object.ts';
import { namedCopies } from './named-copies.ts';

interface Made {
  readonly epoch: number;
  readonly holders: string;
  readonly publicKey: string | null;
  readonly object: KeyObject;
}

/**
 * A new key of that kind for all who should have it now. S27: its secret is in the vault and its copies are on the hub
 * before the log names them, so that a crash at any place leaves the old key in force or the new one complete.
 *
 * @param due asked of each state that the entry would follow; false: somebody else did it meanwhile
 */
export async function rotateKey(
  custodian: Custodian,
  kind: KeyKind,
  due: (state: PolicyState) => boolean,
): Promise<Result<void, ProposeError>> {
  const { hub, store } = custodian;
  let made: Made | null = null;

  async function build(state: PolicyState): Promise<Result<readonly Action[], HubError>> {
    if (!due(state)) return ok([]);
    const epoch = epochOf(state, kind) + 1;
    const by = { member: custodian.me, at: Math.max(custodian.clock.now(), state.at) };
    const plan = { type: 'key.rotate', key: kind, epoch, publicKey: null, copies: '' } as const;
    // A threshold, say: nothing is put on the hub for an entry that would be refused.
    if (!authorise(state, by, plan).allowed) return ok([]);
    const holders = holdersOf(state, kind).map(({ keyset }) => keyset.sealing);
    // Another entry came first, and changed nothing of what the object says.
    if (made === null || made.epoch !== epoch || made.holders !== holders.join()) {
      await discard();
      const fresh = await make(custodian, kind, epoch, holders);
      if (!fresh.ok || fresh.value === null) return fresh.ok ? ok([]) : fresh;
      made = fresh.value;
    }
    const { publicKey, object } = made;
    return ok([{ type: 'key.rotate', key: kind, epoch, publicKey, copies: object.copies }]);
  }

  /** Failing to remove an object that nobody names does no harm. */
  async function discard(): Promise<void> {
    if (made !== null) await hub.delete(keyObjectKey(kind, made.epoch, made.object.copies));
    made = null;
  }

  const proposed = await custodian.propose(build);
  if (proposed.ok) {
    const won = made as Made | null;
    // Somebody else's key may have come to stand there while ours was on its way.
    const isNamed = won !== null && namedCopies(custodian, kind) === won.object.copies;
    const secret = isNamed ? store.candidate(kind, won.epoch, won.object.copies) : null;
    if (isNamed && secret !== null) {
      const isHeld = store.save(kind, won.epoch, secret);
      zero(secret);
      // The vault had another one there before the log named any: this client cannot read on, and says so.
      if (!isHeld) return err({ code: 'log.refused', seq: custodian.log.state().head.seq + 1, detail: 'entry.key' });
      store.dropCandidates(kind, won.epoch);
    }
    return ok();
  }
  // After a hub's failure the entry may be there all the same: the candidate waits until a sync tells.
  if (!proposed.error.code.startsWith('hub.')) await discard();
  return err(proposed.error);
}

async function make(
  { crypto, hub, store, organisation, sealToAll }: Custodian,
  kind: KeyKind,
  epoch: number,
  holders: readonly string[],
): Promise<Result<Made | null, HubError>> {
  const secret = crypto.random(KEY_BYTES);
  try {
    const previous = store.get(kind, epoch - 1);
    if (kind === 'directory' && previous === null) return ok(null);
    const publicKey = kind === 'directory' ? null : publicHalf(crypto, secret);
    const object = await makeKeyObject(crypto, sealToAll, { organisation, kind, epoch }, secret, previous, holders);
    if (object === null) return ok(null);
    store.saveCandidate(kind, epoch, object.copies, secret);
    store.saveObject(kind, object.copies, object.bytes);
    const put = await hub.put(keyObjectKey(kind, epoch, object.copies), object.bytes, { durable: 'now' });
    if (!put.ok) return put;
    // SECURITY: S25. Once the log names it, everybody needs it: a hub that only says that it has it is found out here.
    const there = await fetchHead({ hub, crypto }, kind, epoch, object.copies);
    if (!there.ok) return there;
    if (there.value === null) return err({ code: 'hub.io', detail: 'keys' });
    return ok({ epoch, holders: holders.join(), publicKey, object });
  } finally {
    zero(secret);
  }
}

/** The sealing key, hex, of an audit or recovery secret. */
export function publicHalf(crypto: Custodian['crypto'], secret: Uint8Array): string {
  const pair = crypto.sealingPair(secret);
  zero(pair.secretKey);
  return hex(pair.publicKey);
}
