import type { Result } from '../../src-shared/base/result.ts';

/** Sizes in bytes. */
export const KEY_BYTES = 32;
export const HASH_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Argon2id13 (RFC 9106): `passes` over `memory` KiB, one lane, 16-byte salt. Stored beside what it protects. */
export interface PasswordParameters {
  readonly algorithm: 'argon2id13';
  readonly passes: number;
  readonly memoryKiB: number;
  readonly salt: Uint8Array;
}

export interface SigningPair {
  readonly publicKey: Uint8Array; // 32
  readonly secretKey: Uint8Array; // 64
}

/** X-Wing (ML-KEM-768 + X25519). */
export interface SealingPair {
  readonly publicKey: Uint8Array; // 1216
  readonly secretKey: Uint8Array; // 32, a seed
}

export interface CryptoError {
  readonly code:
    | 'crypto.parameters' // password parameters outside the accepted bounds
    | 'crypto.refused' // does not authenticate: damaged, foreign, or the wrong key
    | 'crypto.malformed'; // not this format
  readonly detail: string;
}

/**
 * Small, synchronous operations (under 2 ms each). `domain` is a label of `labels.ts`; `parts` are length-prefixed
 * before they are signed or derived from, so that no two lists of parts encode alike.
 */
export interface Crypto {
  random(length: number): Uint8Array;
  signingPair(seed?: Uint8Array): SigningPair;
  sealingPair(seed?: Uint8Array): SealingPair;
  sign(secretKey: Uint8Array, domain: string, parts: readonly Uint8Array[]): Uint8Array;
  verify(publicKey: Uint8Array, signature: Uint8Array, domain: string, parts: readonly Uint8Array[]): boolean;
  /** Keyed BLAKE2b of label and context; 32 bytes. */
  derive(key: Uint8Array, label: string, context: readonly Uint8Array[]): Uint8Array;
  /** XChaCha20-Poly1305 with a random nonce, which leads the result; 40 bytes longer than the plaintext. */
  encrypt(key: Uint8Array, plaintext: Uint8Array, associated: readonly Uint8Array[]): Uint8Array;
  /**
   * The very bytes that `encrypt` made before, from the nonce that leads them. Never for another plaintext: what
   * comes out is shown to nobody before it has been compared with the hash of what was made then.
   */
  encryptAgain(
    key: Uint8Array,
    nonce: Uint8Array,
    plaintext: Uint8Array,
    associated: readonly Uint8Array[],
  ): Uint8Array;
  decrypt(key: Uint8Array, sealed: Uint8Array, associated: readonly Uint8Array[]): Result<Uint8Array, CryptoError>;
  /**
   * Seals to the holder of a sealing key; 1136 bytes longer than the plaintext. With `randomness` (32 bytes) the result
   * is reproducible. Throws when it is not a sealing key: check keys of others with `isSealingKey` once, on admission.
   */
  sealTo(
    publicKey: Uint8Array,
    plaintext: Uint8Array,
    associated: readonly Uint8Array[],
    randomness?: Uint8Array,
  ): Uint8Array;
  openSealed(pair: SealingPair, sealed: Uint8Array, associated: readonly Uint8Array[]): Result<Uint8Array, CryptoError>;
  /** Is this a well-formed X-Wing public key? Some microseconds. */
  isSealingKey(publicKey: Uint8Array): boolean;
  /** BLAKE3-256. */
  hash(bytes: Uint8Array): Uint8Array;
}

/** Part of a plaintext file: `length` bytes from `offset`. */
export interface Extent {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

export interface SealedSegment {
  readonly ciphertext: Uint8Array;
  readonly hash: Uint8Array;
}

export type WorkError =
  | CryptoError
  | {
      readonly code:
        | 'file.changed' // shorter than it was: the extent cannot be read whole
        | 'file.read' // `detail` is the system's error code, such as `EACCES`
        | 'file.write'
        | 'file.full'
        | 'work.cancelled' // by its signal, or by `close`
        | 'work.crashed'; // the thread died under it (out of memory): nothing is known of what it wrote
      readonly detail: string;
    };

/** Where a piece of a segment's plaintext goes: `to.length` bytes from `from`, a byte of the segment's plaintext. */
export interface SegmentPiece {
  readonly from: number;
  readonly to: Extent;
  /**
   * The piece is a whole file that does not exist yet: made for its owner alone, dated (milliseconds), and with `sync`
   * on the disk when the job is done. So a small file costs one visit, in the worker.
   */
  readonly whole?: { readonly modifiedAt: number; readonly sync: boolean };
}

/**
 * Stored entries of a policy log, one after the other, and what a thread needs to check those parts of them that do not
 * depend on the state before (`src-main/organisation/replay`).
 */
export interface EntryBatch {
  readonly organisation: string;
  /** Sequence number of the first. */
  readonly first: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each entry ends in `bytes`. */
  readonly ends: Uint32Array;
  readonly directoryKeys: readonly { readonly epoch: number; readonly key: Uint8Array }[];
  readonly known: KnownKeys;
}

/**
 * Public keys by the id of what holds them (a device, an invitation), in shared memory that grows while a batch waits for
 * its turn (`known-keys.ts`). Hints, nothing more: a thread says which key it used.
 */
export interface KnownKeys {
  /** Records of one session are never changed, so that a thread need not read them twice. */
  readonly session: string;
  readonly records: SharedArrayBuffer;
}

/** What a thread found of each entry of a batch, in order. */
export interface CheckedBatch {
  /** Hex of BLAKE3 of each stored entry. */
  readonly hashes: readonly string[];
  /** The signed texts, one after the other, and where each ends. */
  readonly texts: Uint8Array<ArrayBuffer>;
  readonly textEnds: Uint32Array<ArrayBuffer>;
  /** Hex of the device key that each is signed by: it opens, and its text is of the right shape. Empty: nothing is said of it. */
  readonly signers: readonly string[];
  /** Hex of the invitation key that an activation is proven by; empty for all others. */
  readonly proofs: readonly string[];
  /** Of each, what makes its stored bytes again from its text; `COVER_BYTES` each. */
  readonly covers: Uint8Array<ArrayBuffer>;
}

/**
 * Long work, in worker threads: as many as there are cores, each with bounded buffers. Jobs begin in the order they
 * were asked for; a caller bounds memory by how many it keeps under way (`concurrency`). Keys given stay the caller's,
 * who may zero them once the promise settles. Only programming errors reject.
 */
export interface Workers {
  readonly concurrency: number;
  passwordKey(password: Uint8Array, parameters: PasswordParameters): Promise<Result<Uint8Array, WorkError>>;
  /**
   * Reads the extents, one after the other, as the plaintext of segment `index` (1 byte to 16 MiB in sum), seals and
   * hashes it. `key` is a package's stream key (`v1/keys.ts`). Symbolic links are not followed.
   */
  sealSegment(
    key: Uint8Array,
    index: number,
    extents: readonly Extent[],
    signal?: AbortSignal,
  ): Promise<Result<SealedSegment, WorkError>>;
  /** Memory for one sealed segment, to fetch it into; shared with the threads, so that nothing is handed over. */
  segmentMemory(): Uint8Array;
  /**
   * Gives the memory of a segment back, for the next one. Optional, but memory stays flat with it. The bytes must not
   * be touched afterwards.
   */
  recycle(segment: Pick<SealedSegment, 'ciphertext'>): void;
  /**
   * Verifies the hash, opens the segment whole, then writes the given pieces of its plaintext to the extents' files,
   * which exist unless the piece is `whole`. Nothing is written unless the whole segment verified. The ciphertext is
   * transferred to the worker and unusable afterwards. `crypto.refused`: damaged or foreign; `crypto.malformed`: no
   * segment has that size.
   */
  openSegment(
    key: Uint8Array,
    index: number,
    ciphertext: Uint8Array,
    hash: Uint8Array,
    pieces: readonly SegmentPiece[],
    signal?: AbortSignal,
  ): Promise<Result<void, WorkError>>;
  /**
   * Seals one secret to many keys (about 1 ms each), `randomness[i]` (32 bytes) for `recipients[i]`.
   * `crypto.malformed` names the index of a recipient that is not a sealing key.
   */
  wrapForAll(
    recipients: readonly Uint8Array[],
    secret: Uint8Array,
    associated: readonly Uint8Array[],
    randomness: readonly Uint8Array[],
    signal?: AbortSignal,
  ): Promise<Result<readonly Uint8Array[], WorkError>>;
  /** Opens, hashes, parses and verifies entries. `batch.bytes` is transferred and unusable afterwards. */
  checkEntries(batch: EntryBatch, signal?: AbortSignal): Promise<Result<CheckedBatch, WorkError>>;
  /** Ends the threads; what was under way answers `work.cancelled`. */
  close(): Promise<void>;
}
