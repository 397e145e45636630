import { fromHex, hex, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { PolicyHead } from '../../../src-shared/policy/model/state.ts';
import { countFiles, encodeContents } from '../../../src-shared/protocol/package-contents.ts';
import { type Envelope, encodeEnvelope } from '../../../src-shared/protocol/package-envelope.ts';
import { BLOB, sealBlob } from '../../crypto/v1/blob.ts';
import { SALT_BYTES } from '../../crypto/v1/constants.ts';
import { encodeHeader } from '../../crypto/v1/header.ts';
import { packageIdBytes, rootKey } from '../../crypto/v1/keys.ts';
import { encodeSegmentList } from '../../crypto/v1/segment-list.ts';
import { encodeWraps, planWraps } from '../../crypto/v1/wraps.ts';
import { auditKey } from '../audit-key.ts';
import { packageKeys } from '../keys.ts';
import type { PackageError } from '../port.ts';
import type { OutboxJob } from '../store/outbox-rows.ts';
import { segmentCount } from '../stream.ts';
import { type Addressee, checkDraft, isTooStale } from './check-draft.ts';
import type { SendContext } from './context.ts';

type Step<T = void> = Promise<Result<T, PackageError>>;

/** A key of the policy log, which admits no other form. */
export function publicKeyBytes(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === null) throw new TypeError('a public key of the policy state is not hexadecimal');
  return bytes;
}

interface Judged {
  readonly to: readonly Addressee[];
  readonly head: PolicyHead;
  /** The organisation's audit key at that head; null: it has none. */
  readonly audit: Uint8Array | null;
}

/** The policy must be ours and sound when a package is about to name it. */
async function judge(context: SendContext, job: OutboxJob, signal: AbortSignal): Step<Judged> {
  // Who was disabled since the package was composed does not get it. A hub that does not answer fails the next step.
  await context.log.sync(signal);
  if (context.log.alarm() !== null) return err({ code: 'draft.notAllowed', detail: 'log' });
  // One state for both: the log may move on while the rest is stored.
  const state = context.log.state();
  if (isTooStale(context.log.lease())) return err({ code: 'draft.stale', detail: '' });
  const draft = { ...job.draft, hasPassword: job.password !== null };
  const to = checkDraft(state, context.me.member, draft, context.clock.now());
  const head = { seq: state.head.seq, hash: state.head.hash };
  return to.ok ? ok({ to: to.value, head, audit: auditKey(state) }) : to;
}

/** Stores message, file table and the list of segment hashes; answers with what the envelope says of them. */
async function storeContents(
  context: SendContext,
  job: OutboxJob,
  signal: AbortSignal,
): Step<Pick<Envelope, 'hashes' | 'sizes'>> {
  const { crypto, hub, rows } = context;
  const files = rows.files(job.id);
  const hashes = rows.segments(job.id);
  const list: Uint8Array[] = [];
  for (let number = 0; number < segmentCount(job.total); number += 1) {
    const hash = hashes.get(number);
    if (hash === undefined) throw new Error('a segment is missing from the outbox');
    list.push(hash);
  }
  const plain = encodeContents({ message: job.draft.message, files });
  if (plain === null) return err({ code: 'draft.tooLarge', detail: '' });
  const id = packageIdBytes(job.id);
  const root = rootKey(crypto, job.contentKey, id, job.passwordKey);
  try {
    const contents = sealBlob(crypto, BLOB.contents, root, id, plain);
    const segments = encodeSegmentList(list);
    for (const [key, body] of [
      [packageKeys.contents(job.id), contents],
      [packageKeys.segments(job.id), segments],
    ] as const) {
      const put = await hub.put(key, body, { durable: 'flush', signal });
      if (!put.ok) return put;
    }
    const flushed = await hub.flush();
    if (!flushed.ok) return flushed;
    return ok({
      hashes: { contents: hex(crypto.hash(contents)), segments: hex(crypto.hash(segments)) },
      sizes: {
        contents: contents.length,
        segments: list.length,
        total: job.total,
        entries: files.length,
        files: countFiles(files),
      },
    });
  } finally {
    zero(root, plain);
  }
}

/**
 * Wraps the content key for the recipients, the author, who can so open what they sent, from the hub alone, and the
 * organisation's auditors.
 *
 * @returns what makes the header of an envelope, at once.
 */
async function wrapKey(
  context: SendContext,
  job: OutboxJob,
  { to, audit }: Judged,
  signal: AbortSignal,
): Step<(envelope: Uint8Array) => Uint8Array> {
  const { crypto, workers, me } = context;
  const packageId = packageIdBytes(job.id);
  const salt = crypto.random(SALT_BYTES);
  const sealingKeys = [me.sealing.publicKey, ...to.map(({ keyset }) => publicKeyBytes(keyset.sealing))];
  if (audit !== null) sealingKeys.push(audit);
  const plan = planWraps(crypto, { packageId, salt }, job.contentKey, sealingKeys);
  try {
    const sealed = await workers.wrapForAll(plan.recipients, job.contentKey, plan.associated, plan.randomness, signal);
    if (!sealed.ok) return sealed;
    const wraps = encodeWraps(plan, sealed.value);
    return ok((envelope) =>
      encodeHeader(crypto, me.deviceKey, {
        packageId,
        salt,
        wraps,
        envelope: sealBlob(crypto, BLOB.envelope, job.contentKey, packageId, envelope),
      }),
    );
  } finally {
    zero(...plan.randomness);
  }
}

/**
 * All segments are stored: stores the rest, then fixes envelope and header in the outbox. From there on they are these
 * very bytes, whatever happens in between.
 */
export async function sealPackage(context: SendContext, job: OutboxJob, signal: AbortSignal): Step {
  context.book.update(job.id, { phase: 'finishing' });
  const judged = await judge(context, job, signal);
  if (!judged.ok) return judged;
  const stored = await storeContents(context, job, signal);
  if (!stored.ok) return stored;
  const makeHeader = await wrapKey(context, job, judged.value, signal);
  if (!makeHeader.ok) return makeHeader;
  // INVARIANT: nothing is awaited from here on, so that no other package takes the place in the feed.
  const { feed, rows, me, database } = context;
  const sentAt = context.clock.now();
  const place = feed.next();
  const envelope = encodeEnvelope({
    v: 1,
    id: job.id,
    sender: { member: me.member, device: me.device },
    recipients: [...job.draft.recipients],
    subject: job.draft.subject,
    sentAt,
    expiresAt: job.draft.expiresAt,
    head: judged.value.head,
    options: {},
    password: job.password,
    ...stored.value,
    feed: place,
  });
  const header = makeHeader.value(envelope);
  database.transaction(() => {
    feed.append(place, { id: job.id, contentKey: job.contentKey, header });
    rows.sealed(job.id, sentAt, envelope, header);
  });
  return ok();
}

/** The entry of the feed first, so that nobody sees a package without one; then the commit point, the header. */
export async function storeHeader(context: SendContext, job: OutboxJob, signal: AbortSignal): Step {
  context.book.update(job.id, { phase: 'finishing' });
  if (job.header === null) throw new Error('the outbox has no header to store');
  const published = await context.feed.publish(signal);
  if (!published.ok) return published;
  if (published.value === 'moved') {
    context.rows.unseal();
    return ok();
  }
  // Another job's turn may have moved the feed, and with it this job's place.
  if (context.rows.find(job.id)?.phase !== 'committing') return ok();
  const put = await context.hub.put(packageKeys.header(job.id), job.header, { durable: 'now', signal });
  if (!put.ok) return put;
  context.rows.phase(job.id, 'notifying');
  return ok();
}
