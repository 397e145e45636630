import { fromBase32 } from '../../../src-shared/base/encoding.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { LABEL } from '../labels.ts';
import type { Crypto } from '../port.ts';
import { PACKAGE_ID_BYTES } from './constants.ts';

/** The 16 bytes an id stands for: how ids appear in this format. */
export function packageIdBytes(id: PackageId): Uint8Array {
  const bytes = fromBase32(id);
  if (bytes === null || bytes.length !== PACKAGE_ID_BYTES) throw new RangeError('not a package id');
  return bytes;
}

/**
 * The key above a package's contents and segments. With a package password both its Argon2id key and the content key
 * are needed: so nobody without a wrap can guess passwords, and nobody without the password can read.
 */
export function rootKey(
  crypto: Crypto,
  contentKey: Uint8Array,
  packageId: Uint8Array,
  passwordKey: Uint8Array | null,
): Uint8Array {
  return passwordKey === null
    ? crypto.derive(contentKey, LABEL.packageRoot, [packageId])
    : crypto.derive(contentKey, LABEL.packageRootWithPassword, [packageId, passwordKey]);
}

/** The key that `Workers.sealSegment` and `openSegment` take; each segment's own key is derived from it there. */
export function streamKey(crypto: Crypto, root: Uint8Array, packageId: Uint8Array): Uint8Array {
  return crypto.derive(root, LABEL.packageStream, [packageId]);
}
