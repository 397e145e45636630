import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { PASSWORD_BOUNDS } from '../../src-shared/protocol/password-bounds.ts';
import type { CryptoError, PasswordParameters } from './port.ts';
import type { Sodium } from './sodium/port.ts';

export const PASSWORD_SALT_BYTES = 16;

/** Cost of a password guess, without the salt. */
export interface PasswordCost {
  readonly passes: number;
  readonly memoryKiB: number;
}

/** About a second on a machine of 2024. RFC 9106 section 4 recommends 3 passes over 64 MiB where memory is short. */
export const DEFAULT_PASSWORD_COST: PasswordCost = { passes: 3, memoryKiB: 256 * 1024 };
/** The least that is accepted. */
export const MINIMUM_PASSWORD_COST: PasswordCost = {
  passes: PASSWORD_BOUNDS.passes.min,
  memoryKiB: PASSWORD_BOUNDS.memoryKiB.min,
};

/** `salt`: 16 random bytes. */
export function passwordParameters(salt: Uint8Array, cost: PasswordCost = DEFAULT_PASSWORD_COST): PasswordParameters {
  return { algorithm: 'argon2id13', passes: cost.passes, memoryKiB: cost.memoryKiB, salt };
}

function within(value: number, bounds: { readonly min: number; readonly max: number }): boolean {
  return Number.isInteger(value) && value >= bounds.min && value <= bounds.max;
}

/** SECURITY: S22. Called before a byte of the memory asked for is allocated. */
export function checkPasswordParameters(parameters: PasswordParameters): Result<void, CryptoError> {
  const refused = (detail: string) => err({ code: 'crypto.parameters', detail } as const);
  if (parameters.algorithm !== 'argon2id13') return refused('algorithm');
  if (!within(parameters.passes, PASSWORD_BOUNDS.passes)) return refused('passes');
  if (!within(parameters.memoryKiB, PASSWORD_BOUNDS.memoryKiB)) return refused('memory');
  if (parameters.salt.length !== PASSWORD_SALT_BYTES) return refused('salt');
  return ok();
}

/** 32 bytes. Takes about a second and blocks: in a worker, never on the main thread. */
export function passwordKey(
  sodium: Sodium,
  password: Uint8Array,
  parameters: PasswordParameters,
): Result<Uint8Array, CryptoError> {
  const checked = checkPasswordParameters(parameters);
  if (!checked.ok) return checked;
  try {
    return ok(sodium.argon2id(password, parameters.salt, parameters.passes, parameters.memoryKiB * 1024));
  } catch {
    return err({ code: 'crypto.parameters', detail: 'memory not available' });
  }
}
