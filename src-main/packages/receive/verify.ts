import { equalBytes, fromHex, hex } from '../../../src-shared/base/bytes.ts';
import type { DeviceId, MemberId } from '../../../src-shared/base/ids.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Mail, Pointer } from '../../../src-shared/protocol/mail.ts';
import { decodeEnvelope, type Envelope } from '../../../src-shared/protocol/package-envelope.ts';
import { FEED_ENTRY_BYTES } from '../../../src-shared/protocol/package-feed.ts';
import type { Crypto, Workers } from '../../crypto/port.ts';
import { BLOB, openBlob } from '../../crypto/v1/blob.ts';
import { decodeHeader, type Header, verifyHeader } from '../../crypto/v1/header.ts';
import { packageIdBytes } from '../../crypto/v1/keys.ts';
import { encodeWraps, findWrap, openWrap, planWraps } from '../../crypto/v1/wraps.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import type { PolicyLog } from '../../organisation/policy-log.ts';
import { auditKey } from '../audit-key.ts';
import type { FeedChains } from '../feed/chain.ts';
import { feedEntryMatches } from '../feed/entry.ts';
import { feedKeys } from '../keys.ts';
import { mailSignedBy } from '../mail.ts';
import type { PackageRefusal } from '../port.ts';
import type { Me } from '../ports.ts';
import { sendingProblem } from '../rights.ts';
import { pinVerdict } from './pinned.ts';

export interface VerifyPorts {
  readonly crypto: Crypto;
  readonly workers: Workers;
  readonly log: PolicyLog;
  readonly me: Me;
  readonly hub: Hub;
  readonly chains: FeedChains;
}

export type Verdict =
  | {
      readonly kind: 'accepted';
      readonly envelope: Envelope;
      readonly envelopeBytes: Uint8Array;
      readonly contentKey: Uint8Array;
    }
  /** From a member, and not right: shown with the reason, never opened. */
  | { readonly kind: 'refused'; readonly reason: PackageRefusal }
  /** Nothing that a member sent to this one: counted, not shown. */
  | { readonly kind: 'junk' }
  /** Names a policy head beyond ours. */
  | { readonly kind: 'ahead' }
  /** The sender's feed has no such entry (yet): withheld, for it was there before the header. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: HubError }
  /** The workers were stopped meanwhile: nothing is known. */
  | { readonly kind: 'interrupted' };

const refused = (reason: PackageRefusal): Verdict => ({ kind: 'refused', reason });
const JUNK: Verdict = { kind: 'junk' };

/**
 * Who signed the mail? null when no device that the log knows as the author's did.
 *
 * SECURITY: only what a member's device signed is ever shown to a person, so that a hub which fills a mailbox with
 * inventions puts nothing on the screen.
 */
export function authorKey(
  crypto: Crypto,
  state: PolicyState,
  mail: Mail,
  author: { readonly member: MemberId; readonly device: DeviceId },
): Uint8Array | null {
  const device = state.devices.get(author.device);
  const signature = fromHex(mail.signature);
  if (device === undefined || device.member !== author.member || signature === null) return null;
  const publicKey = fromHex(device.publicKey);
  return publicKey !== null && mailSignedBy(crypto, mail, signature, publicKey) ? publicKey : null;
}

/**
 * What can be said of a pointer before anything that it names is fetched.
 *
 * SECURITY: S21. Whoever knows a member's public key can fill their mailbox: what no device signed costs no more than
 * its own bytes, and does not wait for a policy head either, once its device is known.
 *
 * @returns the key of the device that signed it, where it is worth a look.
 */
export function judgePointer(
  { crypto, log }: Pick<VerifyPorts, 'crypto' | 'log'>,
  mail: Mail,
  pointer: Pointer,
): { readonly kind: 'junk' | 'ahead' } | { readonly kind: 'signed'; readonly publicKey: Uint8Array } {
  const state = log.state();
  const publicKey = authorKey(crypto, state, mail, { member: pointer.sender, device: pointer.device });
  const ahead = log.knows(pointer.head) === null;
  if (publicKey === null) return { kind: ahead && !state.devices.has(pointer.device) ? 'ahead' : 'junk' };
  return ahead ? { kind: 'ahead' } : { kind: 'signed', publicKey };
}

/**
 * May the sender send this, from that device, by this state? The time is the package's own word, but not before the head
 * that it names.
 */
function judgeSender(
  state: PolicyState,
  envelope: Envelope,
  by: 'recipient' | 'recipientLater',
  notBefore: number,
): PackageRefusal | null {
  const { member, device } = envelope.sender;
  const known = state.devices.get(device);
  if (known === undefined || known.member !== member || known.revoked) return 'sender';
  const { recipients, password, sentAt } = envelope;
  const sending = { sender: member, recipients, hasPassword: password !== null, at: Math.max(sentAt, notBefore) };
  const problem = sendingProblem(state, sending, by);
  if (problem === null) return null;
  return problem.kind === 'approval' ? 'approval' : 'sender';
}

/**
 * Makes every wrap again and compares: so a package that a listed recipient could not open, or that someone unlisted
 * could, or the organisation's auditors could not, is noticed by everyone.
 *
 * @returns null when the workers were stopped.
 */
async function wrapsAreReal(
  ports: VerifyPorts,
  state: PolicyState,
  header: Header,
  envelope: Envelope,
  contentKey: Uint8Array,
): Promise<boolean | null> {
  const keys: Uint8Array[] = [];
  for (const id of new Set([envelope.sender.member, ...envelope.recipients])) {
    const keyset = state.members.get(id)?.keyset ?? null;
    const key = keyset === null ? null : fromHex(keyset.sealing);
    if (key === null) return false;
    keys.push(key);
  }
  const audit = auditKey(state);
  if (audit !== null) keys.push(audit);
  if (keys.length !== header.wrapCount) return false;
  const plan = planWraps(ports.crypto, header, contentKey, keys);
  const sealed = await ports.workers.wrapForAll(plan.recipients, contentKey, plan.associated, plan.randomness);
  if (!sealed.ok) return sealed.error.code === 'crypto.malformed' ? false : null;
  return equalBytes(encodeWraps(plan, sealed.value), header.wraps);
}

/** Does the envelope say of itself what the pointer said? */
function matches(envelope: Envelope, pointer: Pointer): boolean {
  return (
    envelope.id === pointer.package &&
    envelope.sender.member === pointer.sender &&
    envelope.sender.device === pointer.device &&
    envelope.sentAt === pointer.sentAt &&
    envelope.head.seq === pointer.head.seq &&
    envelope.head.hash === pointer.head.hash
  );
}

/**
 * The later state that the sender is judged by as well: the newest, or the one before an entry that pinned the feed when
 * this package was in it already.
 *
 * SECURITY: S26, properties 12 and 13. Who has lost rights since names a head of before; only what was sent in time,
 * as the feed's hashes show, is judged by rights of that time alone.
 */
async function laterState(
  ports: VerifyPorts,
  envelope: Envelope,
  publicKey: Uint8Array,
  feedEntry: Uint8Array,
): Promise<{ readonly kind: 'state'; readonly state: PolicyState } | Verdict> {
  const { log, chains, crypto } = ports;
  const now = log.state();
  const device = now.devices.get(envelope.sender.device);
  if (device === undefined) return refused('sender');
  const verdict = pinVerdict(device, envelope.feed.seq, envelope.head.seq);
  if (verdict.kind === 'beyond') return refused('pin');
  if (verdict.kind === 'unpinned') return { kind: 'state', state: now };
  const { seq, hash, setBy } = verdict.pin;
  const place = { device: device.id, publicKey, seq, hash };
  const led = await chains.leadsTo(place, envelope.feed.seq, hex(crypto.hash(feedEntry)));
  if (!led.ok) return { kind: 'failed', error: led.error };
  if (led.value === 'missing') return { kind: 'missing' };
  return led.value === 'on' ? { kind: 'state', state: log.stateAt(setBy - 1) } : refused('pin');
}

/**
 * Judges a package before anyone sees it: pointer and header signed by the device they name; the policy head one of
 * ours; the sender allowed to send it by that head and by a later one; this member among the recipients; the package in
 * the feed of the sender's device, at the place it names; all wraps real, the organisation's included.
 *
 * @param pointer what the mail's body says; its signature is verified here.
 * @param header bytes as fetched from the hub.
 */
export async function verifyPackage(
  ports: VerifyPorts,
  mail: Mail,
  pointer: Pointer,
  header: Uint8Array,
): Promise<Verdict> {
  const { crypto, log, me } = ports;
  const judged = judgePointer(ports, mail, pointer);
  if (judged.kind !== 'signed') return judged;
  const { publicKey } = judged;
  if (log.knows(pointer.head) !== true) return refused('head');
  if (hex(crypto.hash(header)) !== pointer.header) return refused('signature');
  const decoded = decodeHeader(header);
  if (!decoded.ok) return refused('malformed');
  const id = packageIdBytes(pointer.package);
  if (!verifyHeader(crypto, decoded.value, id, publicKey).ok) return refused('signature');
  const contentKey = openWrap(crypto, decoded.value, decoded.value.wraps, me.sealing);
  if (!contentKey.ok) return refused('wraps');
  // A pointer that somebody passed on to a person the package is not for.
  if (contentKey.value === null) return JUNK;
  const opened = openBlob(crypto, BLOB.envelope, contentKey.value, id, decoded.value.envelope);
  const envelope = opened.ok ? decodeEnvelope(opened.value) : null;
  if (!opened.ok || envelope === null || !matches(envelope, pointer)) return refused('malformed');
  const then = log.stateAt(envelope.head.seq);
  const wrong = judgeSender(then, envelope, 'recipient', then.at);
  if (wrong !== null) return refused(wrong);
  if (!envelope.recipients.includes(me.member) && envelope.sender.member !== me.member) return refused('wraps');
  const { feed, sender } = envelope;
  const entry = await ports.hub.get(feedKeys.entry(sender.device, feed.seq), { maxBytes: FEED_ENTRY_BYTES });
  if (!entry.ok) {
    return isOfOneObject(entry.error) ? refused('signature') : { kind: 'failed', error: entry.error };
  }
  if (entry.value === null) return { kind: 'missing' };
  if (!feedEntryMatches(crypto, entry.value, publicKey, envelope, contentKey.value, header))
    return refused('signature');
  const later = await laterState(ports, envelope, publicKey, entry.value);
  if (later.kind !== 'state') return later;
  const since = judgeSender(later.state, envelope, 'recipientLater', then.at);
  if (since !== null) return refused(since);
  const audit = auditKey(then);
  if (audit !== null && findWrap(crypto, decoded.value, decoded.value.wraps, audit) === null) return refused('audit');
  const real = await wrapsAreReal(ports, then, decoded.value, envelope, contentKey.value);
  if (real === null) return { kind: 'interrupted' };
  if (!real) return refused('wraps');
  return { kind: 'accepted', envelope, envelopeBytes: opened.value, contentKey: contentKey.value };
}
