import { rm } from 'node:fs/promises';
import { zero } from '../../src-shared/base/bytes.ts';
import { createQueue } from '../../src-shared/base/queue.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { PASSWORD_SALT_BYTES, passwordParameters } from '../crypto/kdf.ts';
import { bindKeychain } from './bind-keychain.ts';
import {
  derivePasswordKey,
  loadVaultFile,
  saveVaultFile,
  unwrapWithPassword,
  type VaultPlace,
  type VaultPorts,
} from './context.ts';
import type { OpenDatabase } from './database/open-database.ts';
import type { VaultDatabase } from './database.ts';
import { faultOf, type VaultError, vaultError } from './error.ts';
import type { VaultRecord } from './file/schema.ts';
import { sealKitSlot, sealPasswordSlot } from './file/slots.ts';
import { forgetDeviceSecret } from './keychain/device-secret.ts';
import { createKeysetStore, type KeysetStore } from './keyset-store.ts';
import { KIT_SECRET_BYTES, kitCode } from './kit/code.ts';
import { addKit, currentKit, dropOlderKits } from './kit/store.ts';
import { checkNewPassword } from './password.ts';
import type { ProfileLock } from './profile/lock.ts';
import { currentReset, dropOlderResets, newResetSlot, type ResetSecret } from './reset/store.ts';

/**
 * An unlocked vault. It holds no key of its own: the database has the one it needs, and whatever re-wraps the vault
 * key asks for the password again. Passwords stay the caller's to zero.
 */
export interface OpenVault {
  readonly database: VaultDatabase;
  readonly keyset: KeysetStore;
  /** SECURITY: S13. How the vault key is wrapped. */
  readonly protection: 'keychain' | 'password-only';
  /** Errors: vault.wrongPassword, vault.weakPassword and those of reading and writing vault.json. */
  changePassword(current: Uint8Array, next: Uint8Array): Promise<Result<void, VaultError>>;
  /**
   * Binds a vault that only the password protects to the keychain. Errors: vault.wrongPassword, vault.noKeychain,
   * vault.keychainLocked and those of reading and writing vault.json.
   */
  bindKeychain(password: Uint8Array): Promise<Result<void, VaultError>>;
  /** The recovery code, to be printed again. */
  recoveryCode(password: Uint8Array): Promise<Result<string, VaultError>>;
  /**
   * A new recovery code; every printed one stops working. `keep` gets it before: when it fails, nothing has changed
   * and the old one goes on working.
   */
  renewKit<E = never>(
    password: Uint8Array,
    keep?: (code: string) => Promise<Result<void, E>>,
  ): Promise<Result<string, VaultError | E>>;
  /**
   * What the help desk's code stands for now; null: there is none yet. Each new password makes another. The caller zeroes
   * it. Error: vault.damaged.
   */
  resetSecret(): Result<ResetSecret | null, VaultError>;
  /** Reads the whole database (5 ms a megabyte, blocking) and says whether every page is sound. */
  verify(): Result<void, VaultError>;
  /** Closes the database at once and wipes its key; resolves when the profile is free for another process. */
  lock(): Promise<void>;
  /** Locks, and deletes the vault: for taking back a set-up that failed half way. */
  destroy(): Promise<void>;
}

export interface OpenedParts {
  readonly ports: VaultPorts;
  readonly place: VaultPlace;
  readonly lock: ProfileLock;
  readonly database: OpenDatabase;
  /** As vault.json has it now. */
  readonly record: VaultRecord;
}

export function openedVault({ ports, place, lock, database, record: opened }: OpenedParts): OpenVault {
  /** One change of vault.json at a time, and the profile stays ours until it is done. */
  const inTurn = createQueue();
  let locked = false;
  let record = opened;

  function enqueue<T, E = never>(work: () => Promise<Result<T, VaultError | E>>): Promise<Result<T, VaultError | E>> {
    return inTurn(async () => {
      try {
        return locked ? err(vaultError('vault.io', 'locked')) : await work();
      } catch (error) {
        const fault = faultOf(error);
        if (fault === null) throw error;
        return err(fault);
      }
    });
  }

  async function close(): Promise<void> {
    if (!locked) database.close();
    locked = true;
    await inTurn(async () => undefined);
    lock.release();
  }

  return {
    database,
    keyset: createKeysetStore(database),
    get protection() {
      return record.keychain === null ? 'password-only' : 'keychain';
    },
    resetSecret: () =>
      record.reset === null
        ? ok(null)
        : currentReset(ports.crypto, database, { id: record.id, check: record.reset.check }),
    verify: () => database.verify(),
    changePassword(current, next) {
      const accepted = checkNewPassword(next);
      if (!accepted.ok) return Promise.resolve(accepted);
      return enqueue(() =>
        withKey(ports, place, current, async (held) => {
          const rewrapped = await rewrap(ports, place, held, database, next);
          if (!rewrapped.ok) return rewrapped;
          record = rewrapped.value;
          return ok();
        }),
      );
    },
    bindKeychain: (password) =>
      enqueue(() =>
        withKey(ports, place, password, async (held) => {
          const bound = await bindKeychain(ports, place, held, password);
          if (!bound.ok) return bound;
          record = bound.value;
          return ok();
        }),
      ),
    recoveryCode: (password) =>
      enqueue(() =>
        withKey(ports, place, password, async (held) => {
          const secret = currentKit(ports.crypto, database, held.record);
          if (!secret.ok) return secret;
          try {
            return ok(kitCode(ports.crypto, secret.value));
          } finally {
            zero(secret.value);
          }
        }),
      ),
    renewKit: (password, keep = async () => ok()) =>
      enqueue(() => withKey(ports, place, password, (held) => renew(ports, place, held, database, keep))),
    lock: close,
    async destroy() {
      await close();
      await forgetDeviceSecret(ports.keychain, record.keychain);
      await rm(place.directory, { recursive: true, force: true });
    },
  };
}

interface Held {
  readonly record: VaultRecord;
  readonly vaultKey: Uint8Array;
  readonly deviceSecret: Uint8Array | null;
}

async function withKey<T, E = never>(
  ports: VaultPorts,
  place: VaultPlace,
  password: Uint8Array,
  work: (held: Held) => Promise<Result<T, VaultError | E>>,
): Promise<Result<T, VaultError | E>> {
  const file = await loadVaultFile(ports.crypto, place.directory);
  if (!file.ok) return file;
  if (file.value === null) return err(vaultError('vault.damaged', 'no vault file'));
  const unwrapped = await unwrapWithPassword(ports, file.value, password);
  if (!unwrapped.ok) return unwrapped;
  try {
    return await work({ record: file.value.record, ...unwrapped.value });
  } finally {
    zero(unwrapped.value.vaultKey, unwrapped.value.deviceSecret ?? undefined);
  }
}

/**
 * Another password, another salt, another reset slot, the same vault key and device secret: one small file is replaced.
 * INVARIANT: S27. The new reset secret is in the database before vault.json speaks of it, the old one until after.
 */
async function rewrap(
  ports: VaultPorts,
  place: VaultPlace,
  { record, vaultKey, deviceSecret }: Held,
  database: OpenDatabase,
  next: Uint8Array,
): Promise<Result<VaultRecord, VaultError>> {
  const { crypto } = ports;
  const cost = { passes: record.password.passes, memoryKiB: record.password.memoryKiB };
  const parameters = passwordParameters(crypto.random(PASSWORD_SALT_BYTES), cost);
  const passwordKey = await derivePasswordKey(ports, next, parameters);
  if (!passwordKey.ok) return passwordKey;
  try {
    const unlocks = { passwordKey: passwordKey.value, deviceSecret };
    const password = sealPasswordSlot(crypto, record.id, vaultKey, unlocks, parameters);
    const reset = newResetSlot(crypto, database, { id: record.id, vaultKey }, true);
    const changed = { ...record, password, reset };
    const saved = await saveVaultFile(crypto, place.directory, vaultKey, changed);
    if (!saved.ok) return saved;
    dropOlderResets(database);
    return ok(changed);
  } finally {
    zero(passwordKey.value);
  }
}

/** INVARIANT: S27. The new kit is in the database before vault.json speaks of it, the old one until after. */
async function renew<E>(
  { crypto }: VaultPorts,
  place: VaultPlace,
  { record, vaultKey }: Held,
  database: OpenDatabase,
  keep: (code: string) => Promise<Result<void, E>>,
): Promise<Result<string, VaultError | E>> {
  const secret = crypto.random(KIT_SECRET_BYTES);
  try {
    const code = kitCode(crypto, secret);
    const kept = await keep(code);
    if (!kept.ok) return kept;
    addKit(database, secret);
    const kit = sealKitSlot(crypto, record.id, vaultKey, secret);
    const saved = await saveVaultFile(crypto, place.directory, vaultKey, { ...record, kit });
    if (!saved.ok) return saved;
    dropOlderKits(database);
    return ok(code);
  } finally {
    zero(secret);
  }
}
