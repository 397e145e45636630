import { concat, equalBytes, utf8 } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../labels.ts';
import type { Crypto, SealingPair } from '../port.ts';
import { CONTENT_KEY_BYTES, MAX_WRAPS, SEALED_CONTENT_KEY_BYTES, WRAP_BYTES, WRAP_TAG_BYTES } from './constants.ts';
import type { FormatError } from './error.ts';

/** What all wraps of a package depend on. */
export interface WrapContext {
  readonly packageId: Uint8Array; // 16 bytes, `packageIdBytes`
  readonly salt: Uint8Array; // 32 random bytes, public, in the header
}

/** Everything `Workers.wrapForAll` needs; `tags[i]` belongs to `recipients[i]`. */
export interface WrapPlan {
  readonly recipients: readonly Uint8Array[];
  readonly tags: readonly Uint8Array[];
  readonly randomness: readonly Uint8Array[];
  readonly associated: readonly Uint8Array[];
}

const TAG_OFFSET = 0;
const SEALED_OFFSET = TAG_OFFSET + WRAP_TAG_BYTES;

/**
 * By what a recipient finds their wrap. Who does not know a person's sealing key (it stands in the policy log, which is
 * encrypted) cannot tell that two packages have a recipient in common.
 */
export function wrapTag(crypto: Crypto, { salt }: WrapContext, publicKey: Uint8Array): Uint8Array {
  return crypto.derive(salt, LABEL.wrapTag, [publicKey]).subarray(0, WRAP_TAG_BYTES);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function associatedData({ packageId, salt }: WrapContext): readonly Uint8Array[] {
  return [utf8(LABEL.wrapAssociated), packageId, salt];
}

/**
 * Orders recipients by tag, each once, and derives the randomness of each wrap from the content key: so anyone who can
 * open the package can make every wrap again and see that it leads where it claims to.
 *
 * @param publicKeys 1 to `MAX_WRAPS` sealing keys, in any order, repetitions allowed.
 */
export function planWraps(
  crypto: Crypto,
  context: WrapContext,
  contentKey: Uint8Array,
  publicKeys: readonly Uint8Array[],
): WrapPlan {
  const tagged = publicKeys
    .map((publicKey) => ({ publicKey, tag: wrapTag(crypto, context, publicKey) }))
    .sort((a, b) => compareBytes(a.tag, b.tag))
    .filter(({ tag }, at, all) => at === 0 || !equalBytes(tag, all[at - 1]?.tag ?? tag));
  if (tagged.length < 1 || tagged.length > MAX_WRAPS) throw new RangeError('number of recipients');
  return {
    recipients: tagged.map(({ publicKey }) => publicKey),
    tags: tagged.map(({ tag }) => tag),
    randomness: tagged.map(({ publicKey }) =>
      crypto.derive(contentKey, LABEL.wrapRandomness, [context.packageId, context.salt, publicKey]),
    ),
    associated: associatedData(context),
  };
}

/** Joins a plan with what `Workers.wrapForAll` (or `Crypto.sealTo`) made of it: `{ tag (16) | sealed key (1168) }`. */
export function encodeWraps(plan: WrapPlan, sealed: readonly Uint8Array[]): Uint8Array {
  if (sealed.length !== plan.tags.length) throw new RangeError('one sealed key per recipient');
  const parts = plan.tags.flatMap((tag, at) => [tag, sealed[at] ?? new Uint8Array()]);
  const bytes = concat(parts);
  if (bytes.length !== sealed.length * WRAP_BYTES) throw new RangeError('size of a sealed key');
  return bytes;
}

/** Every tag larger than the one before: one way to write a set of wraps, and none twice. */
export function checkWraps(wraps: Uint8Array): Result<number, FormatError> {
  const malformed = err({ code: 'format.malformed', detail: 'wraps' } as const);
  const count = wraps.length / WRAP_BYTES;
  if (!Number.isInteger(count) || count < 1) return malformed;
  if (count > MAX_WRAPS) return err({ code: 'format.tooLarge', detail: 'wraps' });
  for (let at = 1; at < count; at += 1) {
    if (compareBytes(tagAt(wraps, at - 1), tagAt(wraps, at)) >= 0) return malformed;
  }
  return ok(count);
}

function tagAt(wraps: Uint8Array, at: number): Uint8Array {
  return wraps.subarray(at * WRAP_BYTES + TAG_OFFSET, at * WRAP_BYTES + SEALED_OFFSET);
}

/** The content key, sealed to the holder of `publicKey`; null when there is no wrap for them. `wraps` are checked. */
export function findWrap(
  crypto: Crypto,
  context: WrapContext,
  wraps: Uint8Array,
  publicKey: Uint8Array,
): Uint8Array | null {
  const tag = wrapTag(crypto, context, publicKey);
  let low = 0;
  let high = wraps.length / WRAP_BYTES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareBytes(tagAt(wraps, middle), tag);
    if (order === 0) {
      const start = middle * WRAP_BYTES + SEALED_OFFSET;
      return wraps.subarray(start, start + SEALED_CONTENT_KEY_BYTES);
    }
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return null;
}

/** `format.refused` when the wrap is not ours or was changed; null when there is none for us. */
export function openWrap(
  crypto: Crypto,
  context: WrapContext,
  wraps: Uint8Array,
  pair: SealingPair,
): Result<Uint8Array | null, FormatError> {
  const sealed = findWrap(crypto, context, wraps, pair.publicKey);
  if (sealed === null) return ok(null);
  const opened = crypto.openSealed(pair, sealed, associatedData(context));
  if (!opened.ok || opened.value.length !== CONTENT_KEY_BYTES) return err({ code: 'format.refused', detail: 'wrap' });
  return ok(opened.value);
}
