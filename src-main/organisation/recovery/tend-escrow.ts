import { fromHex, hex, zero } from '../../../src-shared/base/bytes.ts';
import { createQueue } from '../../../src-shared/base/queue.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import {
  ESCROW_MAX,
  ESCROW_NUMBER_MAX,
  escrowKey,
  escrowPrefix,
} from '../../../src-shared/protocol/recovery-escrow.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { HubError } from '../../hub/port.ts';
import type { VaultError } from '../../vault/error.ts';
import type { ResetSecret } from '../../vault/reset/store.ts';
import type { Membership } from '../membership.ts';
import type { LogAlarm } from '../policy-log.ts';
import { sealEscrow } from './escrow-codec.ts';
import type { LeftEscrow, RecoveryStore } from './escrow-store.ts';

/*
 * What a member's client does for the day on which its member has forgotten the password: it leaves the secret of the
 * vault's reset slot for the help desk, anew whenever that secret or the recovery key is another, and again when the hub has
 * lost or damaged what was left; and it tells the others when a password that was reset has been replaced by one of the member's own.
 */

/** Older ones that are removed at a time: whoever can write to the hub can put any number there. */
const REMOVED_MAX = 100;
/** What was left is looked at once a session, and again after this long. */
const LOOK_AGAIN_MS = 86_400_000;

export interface EscrowPorts {
  readonly membership: Pick<Membership, 'hub' | 'crypto' | 'clock' | 'log' | 'keyset' | 'signer'>;
  readonly store: RecoveryStore;
  /** See `OpenVault.resetSecret`. */
  readonly resetSecret: () => Result<ResetSecret | null, VaultError>;
}

/**
 * `choose`: the password was reset, and the member has chosen none since. `telling`: they have, and the log does not say
 * so yet. `done`: it is over, and they have not read of it.
 */
export interface ResetOfMine {
  /** Its entry. */
  readonly seq: number;
  readonly step: 'choose' | 'telling' | 'done';
}

export interface EscrowTender {
  /** After a sync, and after a new password. Errors: those of the hub, of a log that cannot be trusted, of a damaged vault. */
  tend(): Promise<Result<void, HubError | LogAlarm | VaultError>>;
  /** null: nothing that the member has not read. */
  reset(): ResetOfMine | null;
  /** The member has read of a reset that is over. */
  acknowledge(): void;
}

export function createEscrowTender({ membership, store, resetSecret }: EscrowPorts): EscrowTender {
  const { hub, crypto, clock, log, keyset, signer } = membership;
  const { organisation, memberId: member, deviceId: device } = keyset;
  const inTurn = createQueue();
  /** The one that was put, or seen whole, on the hub since this session began. */
  let seen: { readonly number: number; readonly at: number } | null = null;

  const resetBy = (): number | null => log.state().members.get(member)?.resetBy ?? null;

  /**
   * Has the member chosen a password since the help desk could have had the secret? Only one that came with a new password
   * and was not left on the hub before shows it.
   */
  const isReplaced = ({ check, chosen }: ResetSecret): boolean => chosen && store.left()?.check !== check;

  function replaced(): boolean {
    const secret = resetSecret();
    if (!secret.ok || secret.value === null) return false;
    zero(secret.value.secret);
    return isReplaced(secret.value);
  }

  /** The order matters: while the reset stands, the new secret is not left, or it would look like the one that was reset. */
  async function tendNow(secret: ResetSecret): Promise<Result<void, HubError | LogAlarm>> {
    const seq = resetBy();
    if (seq !== null) {
      if (store.reset()?.seq !== seq) store.saveReset({ seq, acknowledged: false });
      if (!isReplaced(secret)) return ok();
      const told = await log.propose(
        async (state) => ok(state.members.get(member)?.resetBy == null ? [] : [{ type: 'password.chosen' }]),
        signer,
      );
      // What the policy refuses (the account has ended, say) is left undone.
      if (!told.ok) return told.error.code.startsWith('policy.') ? ok() : err(told.error as HubError | LogAlarm);
    }
    return leave(secret);
  }

  async function leave({ vault, check, secret }: ResetSecret): Promise<Result<void, HubError>> {
    const state = log.state();
    const key = state.keys.recovery;
    const publicKey = key === null ? null : fromHex(key.publicKey);
    const self = state.members.get(member);
    if (key === null || publicKey === null || self?.status !== 'active') return ok();
    const before = store.left();
    const current = before?.epoch === key.epoch && before.check === check ? before : null;
    if (current?.put === true) {
      if (isSeen(current)) return ok();
      const whole = await isWhole(current);
      if (!whole.ok) return whole;
      if (whole.value) {
        seen = { number: current.number, at: clock.now() };
        return removeOthers(current.number);
      }
    }
    const number = current?.number ?? Math.min((before?.number ?? 0) + 1, ESCROW_NUMBER_MAX);
    const { epoch } = key;
    const escrow = { organisation, member, device, number, epoch, vault, check, secret: hex(secret) };
    const sealed = sealEscrow(crypto, publicKey, escrow, keyset.device.secretKey);
    const left = { number, epoch, check, hash: hex(crypto.hash(sealed)) };
    // INVARIANT: S27. Noted before it is put: what may be on the hub counts as left.
    store.saveLeft({ ...left, put: false });
    const put = await hub.put(escrowKey(member, number), sealed, { durable: 'now' });
    if (!put.ok) return put;
    store.saveLeft({ ...left, put: true });
    seen = { number, at: clock.now() };
    return removeOthers(number);
  }

  function isSeen({ number }: LeftEscrow): boolean {
    const now = clock.now();
    return seen?.number === number && now >= seen.at && now - seen.at < LOOK_AGAIN_MS;
  }

  /** SECURITY: S25. A hub that lost it, or shows anything else in its place, is given it back. */
  async function isWhole({ number, hash }: LeftEscrow): Promise<Result<boolean, HubError>> {
    const got = await hub.get(escrowKey(member, number), { maxBytes: ESCROW_MAX });
    if (!got.ok) return isOfOneObject(got.error) ? ok(false) : got;
    return ok(got.value !== null && hex(crypto.hash(got.value)) === hash);
  }

  async function removeOthers(number: number): Promise<Result<void, HubError>> {
    const listed = await hub.list(escrowPrefix(member), { limit: REMOVED_MAX });
    if (!listed.ok) return listed;
    for (const key of listed.value.keys) {
      const removed = key === escrowKey(member, number) ? ok() : await hub.delete(key);
      if (!removed.ok) return removed;
    }
    return ok();
  }

  return {
    tend: () =>
      inTurn(async () => {
        const secret = resetSecret();
        if (!secret.ok) return secret;
        if (secret.value === null) return ok();
        try {
          return await tendNow(secret.value);
        } finally {
          zero(secret.value.secret);
        }
      }),
    reset() {
      const standing = resetBy();
      if (standing !== null) return { seq: standing, step: replaced() ? 'telling' : 'choose' };
      const seen = store.reset();
      return seen === null || seen.acknowledged ? null : { seq: seen.seq, step: 'done' };
    },
    acknowledge() {
      const seen = store.reset();
      if (seen !== null && resetBy() === null) store.saveReset({ ...seen, acknowledged: true });
    },
  };
}
