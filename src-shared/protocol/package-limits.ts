/** Bounds on what is accepted from a hub: nothing is allocated, parsed or listed beyond them (S21, S22). */
export const PACKAGE_LIMITS = {
  /** Plaintext bytes in one sealed segment. */
  segmentBytes: 16 * 1024 * 1024,
  /** Ciphertext of one segment: the plaintext, and room for the stream's header and tags. */
  sealedSegmentBytes: 16 * 1024 * 1024 + 64 * 1024,
  /** Plaintext of all files: 4 TiB. */
  packageBytes: 4 * 1024 ** 4,
  segments: 256 * 1024,
  files: 200_000,
  /** Encoded message and file table. */
  contentsBytes: 64 * 1024 * 1024,
  /** The same padded and sealed, as stored. */
  sealedContentsBytes: 72 * 1024 * 1024,
  envelopeBytes: 256 * 1024,
  /** Wraps of 1,001 keys and the sealed envelope. */
  headerBytes: 8 * 1024 * 1024,
  mailBytes: 64 * 1024,
  recipients: 1000,
  subject: 200,
  message: 100_000,
  /** UTF-16 units of one path as the sender names it. */
  path: 4096,
} as const;
