import { z } from 'zod';
import { fromUtf8, hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import { type VaultError, vaultError } from '../error.ts';
import { recordOf, storedRecord, VAULT_VERSION, type VaultRecord, vaultSchema } from './schema.ts';

export const MAX_VAULT_FILE_BYTES = 64 * 1024;

const frameSchema = z.strictObject({
  format: z.literal('sealpost-vault'),
  /** BLAKE3 of the text of `vault`: tells a damaged file from a wrong password. Anyone can compute it. */
  check: z.string(),
  /** The same text under the vault key: shows, once unlocked, that nobody without that key edited the file. */
  seal: z.string(),
  vault: z.looseObject({ version: z.int().positive() }),
});

/** The text of vault.json. The vault key is needed to seal it, so only an unlocked vault is ever written. */
export function encodeVaultFile(crypto: Crypto, vaultKey: Uint8Array, record: VaultRecord): Uint8Array {
  const vault = JSON.stringify(storedRecord(record));
  const check = hex(crypto.hash(utf8(vault)));
  return utf8(frame(check, sealOf(crypto, vaultKey, vault), vault));
}

export interface DecodedVaultFile {
  readonly record: VaultRecord;
  /** SECURITY: call it with the unwrapped key before believing any part of the record that a slot does not bind. */
  sealedBy(vaultKey: Uint8Array): boolean;
}

/**
 * Any changed byte gives `vault.damaged`: the text must be exactly what `encodeVaultFile` writes for what it says.
 * A sound file of a later version gives `vault.tooNew`.
 */
export function decodeVaultFile(crypto: Crypto, bytes: Uint8Array): Result<DecodedVaultFile, VaultError> {
  const damaged = (detail: string) => err(vaultError('vault.damaged', detail));
  if (bytes.length > MAX_VAULT_FILE_BYTES) return damaged('too long');
  const text = textOf(bytes);
  const parsed = frameSchema.safeParse(text === null ? null : jsonOf(text));
  if (text === null || !parsed.success) return damaged('not a vault file');
  const { check, seal, vault } = parsed.data;
  const inner = JSON.stringify(vault);
  if (text !== frame(check, seal, inner) || check !== hex(crypto.hash(utf8(inner)))) return damaged('checksum');
  if (vault.version > VAULT_VERSION) return err(vaultError('vault.tooNew', `version ${vault.version}`));
  const record = vaultSchema.safeParse(vault);
  if (!record.success) return damaged(`field ${record.error.issues[0]?.path.join('.') ?? ''}`);
  return ok({ record: recordOf(record.data), sealedBy: (vaultKey) => seal === sealOf(crypto, vaultKey, inner) });
}

function frame(check: string, seal: string, vault: string): string {
  return `{"format":"sealpost-vault","check":"${check}","seal":"${seal}","vault":${vault}}\n`;
}

function sealOf(crypto: Crypto, vaultKey: Uint8Array, vault: string): string {
  return hex(crypto.derive(vaultKey, LABEL.vaultFile, [utf8(vault)]));
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return fromUtf8(bytes);
  } catch {
    return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
