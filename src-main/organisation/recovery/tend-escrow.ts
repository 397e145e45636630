import { fromHex, hex, zero } from '../../../src-shared/base/bytes.ts';
import { createQueue } from '../../../src-shared/base/queue.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { ESCROW_NUMBER_MAX, escrowKey, escrowPrefix } from '../../../src-shared/protocol/recovery-escrow.ts';
import type { HubError } from '../../hub/port.ts';
import type { VaultError } from '../../vault/error.ts';
import type { ResetSecret } from '../../vault/reset/store.ts';
import type { Membership } from '../membership.ts';
import type { LogAlarm } from '../policy-log.ts';
import { sealEscrow } from './escrow-codec.ts';
import type { LeftEscrow, RecoveryStore } from './escrow-store.ts';

/*
 * What a member's client does for the day on which its member has forgotten the password: it leaves the secret of the
 * vault's reset slot for the help desk, anew whenever that secret or the recovery key is another; and it tells the others
 * when a password that was reset has been replaced by one of the member's own.
 */

/** Older ones that are removed at a time: whoever can write to the hub can put any number there. */
const REMOVED_MAX = 100;

export interface EscrowPorts {
  readonly membership: Pick<Membership, 'hub' | 'crypto' | 'log' | 'keyset' | 'signer'>;
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
  const { hub, crypto, log, keyset, signer } = membership;
  const { organisation, memberId: member, deviceId: device } = keyset;
  const inTurn = createQueue();
  /** The one that was seen on the hub since this session began. */
  let seenOnHub: number | null = null;

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
      const there = seenOnHub === current.number ? ok(true) : await isThere(current);
      if (!there.ok) return there;
      if (there.value) return ok();
    }
    const number = current?.number ?? Math.min((before?.number ?? 0) + 1, ESCROW_NUMBER_MAX);
    const { epoch } = key;
    const left = { number, epoch, check };
    // INVARIANT: S27. Noted before it is put: what may be on the hub counts as left.
    store.saveLeft({ ...left, put: false });
    const escrow = { organisation, member, device, number, epoch, vault, check, secret: hex(secret) };
    const sealed = sealEscrow(crypto, publicKey, escrow, keyset.device.secretKey);
    const put = await hub.put(escrowKey(member, number), sealed, { durable: 'now' });
    if (!put.ok) return put;
    store.saveLeft({ ...left, put: true });
    seenOnHub = number;
    return removeOthers(number);
  }

  /** A hub that lost it is given it back. */
  async function isThere({ number }: LeftEscrow): Promise<Result<boolean, HubError>> {
    const key = escrowKey(member, number);
    const got = await hub.get(key, { maxBytes: 1, range: { start: 0, length: 1 } });
    if (!got.ok) return got;
    if (got.value !== null) seenOnHub = number;
    return ok(got.value !== null);
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
