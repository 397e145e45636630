import { fromHex, utf8, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { formatResetLink, type ResetLink } from '../../../src-shared/protocol/reset-link.ts';
import { PASSWORD_SALT_BYTES, type PasswordCost, passwordParameters } from '../../crypto/kdf.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import { derivePasswordKey, type VaultPorts } from '../context.ts';
import { type VaultError, vaultError } from '../error.ts';
import type { ResetSecret } from './store.ts';

type LinkPorts = Pick<VaultPorts, 'crypto' | 'workers'>;

const under = ({ vault, check }: Pick<ResetLink, 'vault' | 'check'>): readonly Uint8Array[] => [
  utf8(LABEL.vaultResetLink),
  utf8(vault),
  fromHex(check) ?? new Uint8Array(),
];

function wrapKey(crypto: Crypto, passwordKey: Uint8Array): Uint8Array {
  return crypto.derive(passwordKey, LABEL.vaultResetLink, []);
}

/** The link for the one-time password, from `passwordBytes`; the caller zeroes it. Error: vault.io (Argon2id has no memory). */
export async function makeResetLink(
  ports: LinkPorts,
  secret: Pick<ResetSecret, 'vault' | 'check' | 'secret'>,
  oneTimePassword: Uint8Array,
  cost: PasswordCost,
): Promise<Result<string, VaultError>> {
  const parameters = passwordParameters(ports.crypto.random(PASSWORD_SALT_BYTES), cost);
  const derived = await derivePasswordKey(ports, oneTimePassword, parameters);
  if (!derived.ok) return derived;
  const key = wrapKey(ports.crypto, derived.value);
  try {
    const sealed = ports.crypto.encrypt(key, secret.secret, under(secret));
    const { vault, check } = secret;
    return ok(formatResetLink({ vault, check, ...parameters, sealed }));
  } finally {
    zero(key, derived.value);
  }
}

/** The secret in it; the caller zeroes it. Errors: vault.wrongOneTimePassword, vault.io. */
export async function openResetLink(
  ports: LinkPorts,
  link: ResetLink,
  oneTimePassword: Uint8Array,
): Promise<Result<Uint8Array, VaultError>> {
  if (oneTimePassword.length === 0) return err(vaultError('vault.wrongOneTimePassword', 'empty'));
  const parameters = {
    algorithm: 'argon2id13',
    passes: link.passes,
    memoryKiB: link.memoryKiB,
    salt: link.salt,
  } as const;
  const derived = await derivePasswordKey(ports, oneTimePassword, parameters);
  if (!derived.ok) return derived;
  const key = wrapKey(ports.crypto, derived.value);
  try {
    const opened = ports.crypto.decrypt(key, link.sealed, under(link));
    return opened.ok ? opened : err(vaultError('vault.wrongOneTimePassword'));
  } finally {
    zero(key, derived.value);
  }
}
