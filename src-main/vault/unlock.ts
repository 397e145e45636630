import { equalBytes, zero } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { isResetLink } from '../../src-shared/protocol/is-reset-link.ts';
import { parseResetLink, type ResetLink } from '../../src-shared/protocol/reset-link.ts';
import {
  loadVaultFile,
  openVaultDatabase,
  saveVaultFile,
  unwrapWithPassword,
  type VaultPlace,
  type VaultPorts,
} from './context.ts';
import type { OpenDatabase } from './database/open-database.ts';
import { faultOf, type VaultError, vaultError } from './error.ts';
import type { DecodedVaultFile } from './file/codec.ts';
import type { VaultRecord } from './file/schema.ts';
import { openKitSlot, openResetSlot } from './file/slots.ts';
import { readKitCode } from './kit/code.ts';
import { type OpenVault, openedVault } from './open-vault.ts';
import { checkNewPassword } from './password.ts';
import { lockProfile, type ProfileLock } from './profile/lock.ts';
import { type Anew, rebind } from './rebind.ts';
import { readResetCode } from './reset/code.ts';
import { openResetLink } from './reset/link.ts';
import { currentReset, newResetSlot } from './reset/store.ts';

export interface UnlockVault extends VaultPlace {
  /** From `passwordBytes`; the caller zeroes it. */
  readonly password: Uint8Array;
}

export interface UnlockWithKit extends Anew {
  /** As typed. */
  readonly code: string;
}

export interface UnlockWithReset extends Anew {
  /** The help desk's code, or its link, as typed. */
  readonly given: string;
  /** With a link: what the help desk told, from `passwordBytes`; the caller zeroes it. */
  readonly oneTimePassword: Uint8Array | null;
}

/**
 * Errors: vault.missing, vault.inUse, vault.damaged, vault.tooNew, vault.wrongPassword, vault.keychainLost,
 * vault.keychainLocked, vault.full, vault.io.
 */
export function unlockVault(ports: VaultPorts, options: UnlockVault): Promise<Result<OpenVault, VaultError>> {
  return withProfile(ports, options, async (file, lock) => {
    const unwrapped = await unwrapWithPassword(ports, file, options.password);
    if (!unwrapped.ok) return unwrapped;
    const { vaultKey, deviceSecret } = unwrapped.value;
    try {
      return await open(ports, options, lock, file.record, vaultKey);
    } finally {
      zero(vaultKey, deviceSecret ?? undefined);
    }
  });
}

/**
 * The way in when the password is forgotten or the keychain lost its secret: the kit opens the vault, a new password
 * is set, and the keychain bound anew. The kit stays valid.
 *
 * Errors: those of `unlockVault`, vault.kitTypo, vault.wrongKit, vault.weakPassword, vault.noKeychain.
 */
export async function unlockVaultWithKit(
  ports: VaultPorts,
  options: UnlockWithKit,
): Promise<Result<OpenVault, VaultError>> {
  const kit = readKitCode(ports.crypto, options.code);
  if (!kit.ok) return kit;
  return openAnew(ports, options, async ({ record }) => openKitSlot(ports.crypto, record, kit.value)).finally(() =>
    zero(kit.value),
  );
}

/**
 * The same with what the help desk gave: its code, or its link and one-time password. Neither opens the vault again
 * afterwards.
 *
 * Errors: those of `unlockVaultWithKit` but for the kit's, vault.resetTypo, vault.wrongReset, vault.wrongOneTimePassword.
 */
export async function unlockVaultWithReset(
  ports: VaultPorts,
  options: UnlockWithReset,
): Promise<Result<OpenVault, VaultError>> {
  const { crypto } = ports;
  const oneTime = options.oneTimePassword ?? new Uint8Array();
  if (isResetLink(options.given)) {
    const link = parseResetLink(options.given);
    if (link === null) return err(vaultError('vault.resetTypo', 'link'));
    // Whoever told it knows it.
    if (equalBytes(oneTime, options.newPassword)) return err(vaultError('vault.weakPassword', 'known'));
    return openAnew(ports, options, ({ record }) => openWithLink(ports, record, link, oneTime));
  }
  const secret = readResetCode(crypto, options.given);
  if (!secret.ok) return secret;
  return openAnew(ports, options, async ({ record }) => openResetSlot(crypto, record, secret.value)).finally(() =>
    zero(secret.value),
  );
}

/** SECURITY: S22. Argon2id runs only for a link that this vault's own file speaks of. */
async function openWithLink(
  ports: VaultPorts,
  record: VaultRecord,
  link: ResetLink,
  oneTimePassword: Uint8Array,
): Promise<Result<Uint8Array, VaultError>> {
  if (link.vault !== record.id) return err(vaultError('vault.wrongReset', 'another vault'));
  if (link.check !== record.reset?.check) return err(vaultError('vault.wrongReset', 'older'));
  const secret = await openResetLink(ports, link, oneTimePassword);
  if (!secret.ok) return secret;
  try {
    return openResetSlot(ports.crypto, record, secret.value);
  } finally {
    zero(secret.value);
  }
}

/** Opens before anything is changed, so a damaged vault is left as it was; then sets the new password. */
async function openAnew(
  ports: VaultPorts,
  options: Anew,
  unwrap: (file: DecodedVaultFile) => Promise<Result<Uint8Array, VaultError>>,
): Promise<Result<OpenVault, VaultError>> {
  const accepted = checkNewPassword(options.newPassword);
  if (!accepted.ok) return accepted;
  return withProfile(ports, options, async (file, lock) => {
    const vaultKey = await unwrap(file);
    if (!vaultKey.ok) return vaultKey;
    try {
      if (!file.sealedBy(vaultKey.value)) return err(vaultError('vault.damaged', 'seal'));
      const database = openVaultDatabase(ports.crypto, options, vaultKey.value, 'open');
      if (!database.ok) return database;
      const record = await rebind(ports, options, file.record, vaultKey.value, database.value);
      if (!record.ok) {
        database.value.close();
        return record;
      }
      return ok(openedVault({ ports, place: options, lock, database: database.value, record: record.value }));
    } finally {
      zero(vaultKey.value);
    }
  });
}

async function withProfile(
  ports: VaultPorts,
  place: VaultPlace,
  work: (file: DecodedVaultFile, lock: ProfileLock) => Promise<Result<OpenVault, VaultError>>,
): Promise<Result<OpenVault, VaultError>> {
  const lock = lockProfile(place.directory);
  if (!lock.ok) return lock;
  let opened: Result<OpenVault, VaultError> | undefined;
  try {
    const file = await loadVaultFile(ports.crypto, place.directory);
    if (!file.ok) opened = file;
    else if (file.value === null) opened = err(vaultError('vault.missing', 'no vault file'));
    else opened = await work(file.value, lock.value);
    return opened;
  } finally {
    if (opened?.ok !== true) lock.value.release();
  }
}

async function open(
  ports: VaultPorts,
  place: VaultPlace,
  lock: ProfileLock,
  record: VaultRecord,
  vaultKey: Uint8Array,
): Promise<Result<OpenVault, VaultError>> {
  const database = openVaultDatabase(ports.crypto, place, vaultKey, 'open');
  if (!database.ok) return database;
  const current = await withResetSlot(ports, place, record, vaultKey, database.value);
  return ok(openedVault({ ports, place, lock, database: database.value, record: current }));
}

/**
 * For a vault from before there was one, or whose vault.json was put back from a copy. What fails is tried again the next
 * time: nobody stays locked out over it.
 */
async function withResetSlot(
  { crypto }: VaultPorts,
  { directory }: VaultPlace,
  record: VaultRecord,
  vaultKey: Uint8Array,
  database: OpenDatabase,
): Promise<VaultRecord> {
  const { id, reset } = record;
  try {
    const kept = reset === null ? null : currentReset(crypto, database, { id, check: reset.check });
    if (kept?.ok === true) {
      zero(kept.value.secret);
      return record;
    }
    const next = { ...record, reset: newResetSlot(crypto, database, { id, vaultKey }, false) };
    const saved = await saveVaultFile(crypto, directory, vaultKey, next);
    return saved.ok ? next : record;
  } catch (error) {
    if (faultOf(error) === null) throw error;
    return record;
  }
}
