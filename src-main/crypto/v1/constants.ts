import { KEM_CIPHERTEXT_BYTES } from '../sodium/kem.ts';
import { AEAD_NONCE_BYTES, AEAD_TAG_BYTES, STREAM_HEADER_BYTES, STREAM_OVERHEAD_BYTES } from '../sodium/port.ts';

/** Sizes and bounds of package format 1, in bytes unless named otherwise. FORMAT.md says the same in words. */
export const FORMAT_VERSION = 1;
export const PACKAGE_ID_BYTES = 16;
export const SALT_BYTES = 32;

/** Segments. */
export const MESSAGE_BYTES = 256 * 1024;
export const SEALED_MESSAGE_BYTES = MESSAGE_BYTES + STREAM_OVERHEAD_BYTES;
export const MESSAGES_PER_SEGMENT = 64;
export const SEGMENT_BYTES = MESSAGES_PER_SEGMENT * MESSAGE_BYTES;
export const SEALED_SEGMENT_BYTES = STREAM_HEADER_BYTES + MESSAGES_PER_SEGMENT * SEALED_MESSAGE_BYTES;
/** 4 TiB of plaintext; the list of their hashes is 8 MiB. */
export const MAX_SEGMENTS = 1 << 18;

/** Committed blobs. */
export const COMMITMENT_BYTES = 32;
export const BLOB_OVERHEAD_BYTES = COMMITMENT_BYTES + AEAD_NONCE_BYTES + AEAD_TAG_BYTES;
/** Bounds of the content of a blob, before padding. */
export const MAX_ENVELOPE_BYTES = 1024 * 1024;
export const MAX_CONTENTS_BYTES = 64 * 1024 * 1024;

/** Wraps. */
export const CONTENT_KEY_BYTES = 32;
export const WRAP_TAG_BYTES = 16;
export const SEALED_CONTENT_KEY_BYTES = KEM_CIPHERTEXT_BYTES + CONTENT_KEY_BYTES + AEAD_TAG_BYTES;
export const WRAP_BYTES = WRAP_TAG_BYTES + SEALED_CONTENT_KEY_BYTES;
export const MAX_WRAPS = 4096;
