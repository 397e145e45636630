import { z } from 'zod';
import { PASSWORD_BOUNDS } from '../../../src-shared/protocol/password-bounds.ts';
import { PASSWORD_SALT_BYTES } from '../../crypto/kdf.ts';

/** 32 bytes of vault key under XChaCha20-Poly1305: nonce 24, tag 16. */
const SEALED_KEY_BYTES = 72;

const hexBytes = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * length}}$`));
const codeSlot = z.strictObject({ sealed: hexBytes(SEALED_KEY_BYTES), check: hexBytes(32) });
const id = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/);

/** 1: without `reset`. Read and, until a reset slot is made at the next unlocking, written as well. */
export const VAULT_VERSION = 2;

/**
 * What vault.json holds under `vault`. Binary values are lower-case hex. Nothing in it opens anything without the
 * password together with the keychain's secret, or the recovery kit.
 */
const fields = {
  /** Random: binds the slots to this vault, and names it in the keychain. */
  id,
  /** The vault key under the password, and under the keychain's secret as well unless `keychain` is null. */
  password: z.strictObject({
    algorithm: z.literal('argon2id13'),
    // SECURITY: S22. A hostile file must exhaust neither memory nor time: refused before anything runs.
    passes: z.int().min(PASSWORD_BOUNDS.passes.min).max(PASSWORD_BOUNDS.passes.max),
    memoryKiB: z.int().min(PASSWORD_BOUNDS.memoryKiB.min).max(PASSWORD_BOUNDS.memoryKiB.max),
    salt: hexBytes(PASSWORD_SALT_BYTES),
    sealed: hexBytes(SEALED_KEY_BYTES),
  }),
  /** Where the device secret is; null: there was no keychain, and the person allowed that. */
  keychain: z
    .strictObject({
      backend: z.string().regex(/^[a-z-]{1,40}$/),
      account: z.string().regex(/^[0-9a-z.]{1,80}$/),
      /** Derived from the device secret one-way: tells "another secret" from "wrong password". */
      check: hexBytes(32),
    })
    .nullable(),
  /** The vault key under the recovery kit; `check` tells which of the kits in the database is this one. */
  kit: codeSlot,
};

export const vaultSchema = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), ...fields }),
  /** `reset`: the vault key under the secret that the help desk's code stands for. */
  z.strictObject({ version: z.literal(VAULT_VERSION), ...fields, reset: codeSlot }),
]);

type First = Extract<z.infer<typeof vaultSchema>, { version: 1 }>;
type Second = Extract<z.infer<typeof vaultSchema>, { version: 2 }>;

/** Either version as one. */
export interface VaultRecord extends Omit<First, 'version'> {
  /** null: not made yet, in a vault of version 1. */
  readonly reset: Second['reset'] | null;
}

export function recordOf(stored: First | Second): VaultRecord {
  const { version: _, ...rest } = stored;
  return { reset: null, ...rest };
}

/** Fields in the order in which vault.json has them. */
export function storedRecord({ reset, id, password, keychain, kit }: VaultRecord): unknown {
  const first = { id, password, keychain, kit };
  return vaultSchema.parse(reset === null ? { version: 1, ...first } : { version: 2, ...first, reset });
}
