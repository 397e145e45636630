import { fromHex } from '../../src-shared/base/bytes.ts';

/** BLAKE3 with 256 bits of output (https://github.com/BLAKE3-team/BLAKE3-specs). */
export type Blake3 = (bytes: Uint8Array) => Uint8Array;

/** The compiled hash (SIMD, 6 GB/s a core); refuses to load where it was not built for the platform. */
export async function loadNativeBlake3(): Promise<Blake3> {
  const { Blake3Hasher } = await import('@napi-rs/blake-hash');
  // One hasher, and its digest as text: a buffer made in native code costs the garbage collector more than hashing 600 bytes.
  const hasher = new Blake3Hasher();
  return (bytes) => {
    hasher.update(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const digest = fromHex(hasher.digest('hex'));
    hasher.reset();
    if (digest === null) throw new Error('BLAKE3 without a digest');
    return digest;
  };
}

/** The same in plain JavaScript, some fifty times slower: for platforms without the compiled one. */
export async function loadPortableBlake3(): Promise<Blake3> {
  const { blake3 } = await import('@noble/hashes/blake3');
  return (bytes) => blake3(bytes);
}

export async function loadBlake3(): Promise<Blake3> {
  try {
    return await loadNativeBlake3();
  } catch {
    return loadPortableBlake3();
  }
}
