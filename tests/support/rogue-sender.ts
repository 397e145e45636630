import { writeFile } from 'node:fs/promises';
import { BLOB, sealBlob } from '../../src-main/crypto/v1/blob.ts';
import { encodeHeader } from '../../src-main/crypto/v1/header.ts';
import { packageIdBytes, rootKey, streamKey } from '../../src-main/crypto/v1/keys.ts';
import { encodeSegmentList } from '../../src-main/crypto/v1/segment-list.ts';
import { encodeWraps, planWraps, type WrapPlan } from '../../src-main/crypto/v1/wraps.ts';
import { auditKey } from '../../src-main/packages/audit-key.ts';
import { type FeedPlace, makeFeedEntry } from '../../src-main/packages/feed/entry.ts';
import { feedKeys, mailKeys, packageKeys } from '../../src-main/packages/keys.ts';
import { MAIL_ASSOCIATED, pointerMail } from '../../src-main/packages/mail.ts';
import { hex } from '../../src-shared/base/bytes.ts';
import { type PackageId, randomId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { countFiles, encodeContents } from '../../src-shared/protocol/package-contents.ts';
import { type Envelope, encodeEnvelope } from '../../src-shared/protocol/package-envelope.ts';
import { listObjects, readObject } from './hub-objects.ts';
import type { Person, World } from './world.ts';

/** What a modified client may do otherwise than the honest one. */
export interface Rogue {
  /** Takes an id that exists. */
  readonly id?: PackageId;
  readonly files?: readonly { readonly path: string; readonly size: number; readonly folder?: boolean }[];
  /** Plaintext of all files: one segment. */
  readonly plaintext?: string;
  readonly envelope?: Partial<Envelope>;
  readonly signWith?: Uint8Array;
  /** Changes the sealed keys of the wraps before they are stored; the plan says whose they are: their order is random. */
  readonly wraps?: (sealed: Uint8Array[], plan: WrapPlan) => void;
  readonly wrapFor?: readonly Person[];
  /** Instead of the organisation's audit key; null: no wrap for it. */
  readonly audit?: Uint8Array | null;
  readonly feed?: FeedPlace;
  /** null: none is stored. */
  readonly entry?: { readonly header?: Uint8Array; readonly contentKey?: Uint8Array } | null;
  /** Also puts the pointer into the mailboxes of these. */
  readonly tell?: readonly Person[];
}

/** The place after the last one on the hub, as another installation of the same device would find it. */
async function nextPlace(from: Person, crypto: World['crypto']): Promise<FeedPlace> {
  const keys = await listObjects(from.hub, feedKeys.all(from.membership.keyset.deviceId));
  const last = keys.at(-1);
  if (last === undefined) return { seq: 1, prev: '0'.repeat(64) };
  return { seq: keys.length + 1, prev: hex(crypto.hash(await readObject(from.hub, last))) };
}

/** Writes a whole package past every check of the honest client, properly sealed except where told otherwise. */
export async function rogueSend(
  world: World,
  from: Person,
  to: readonly Person[],
  rogue: Rogue = {},
): Promise<{ readonly id: PackageId; readonly contentKey: Uint8Array }> {
  const { crypto, workers } = world;
  const { keyset, log } = from.membership;
  const id = rogue.id ?? randomId<PackageId>(world.random);
  const idBytes = packageIdBytes(id);
  const contentKey = crypto.random(32);
  const root = rootKey(crypto, contentKey, idBytes, null);
  const put = async (key: string, bytes: Uint8Array) => unwrap(await from.hub.put(key, bytes.slice()));

  const plaintext = rogue.plaintext ?? '';
  const hashes: Uint8Array[] = [];
  if (plaintext !== '') {
    const source = `${await world.directory()}/plain`;
    await writeFile(source, plaintext);
    const extent = { path: source, offset: 0, length: Buffer.byteLength(plaintext) };
    const sealed = unwrap(await workers.sealSegment(streamKey(crypto, root, idBytes), 0, [extent]));
    hashes.push(Uint8Array.from(sealed.hash));
    await put(packageKeys.segment(id, 0), sealed.ciphertext);
  }
  const files = (rogue.files ?? []).map(({ path, size, folder }) => ({
    path,
    size,
    modifiedAt: 0,
    folder: folder ?? false,
    executable: true,
  }));
  const contents = sealBlob(
    crypto,
    BLOB.contents,
    root,
    idBytes,
    encodeContents({ message: 'hi', files }) ?? contentKey,
  );
  const segments = encodeSegmentList(hashes);
  await put(packageKeys.contents(id), contents);
  await put(packageKeys.segments(id), segments);
  const { head } = log.state();
  const envelope: Envelope = {
    v: 1,
    id,
    sender: { member: keyset.memberId, device: keyset.deviceId },
    recipients: to.map((person) => person.id),
    subject: 'Rogue',
    sentAt: from.clock.now(),
    expiresAt: null,
    head: { seq: head.seq, hash: head.hash },
    options: {},
    password: null,
    hashes: { contents: hex(crypto.hash(contents)), segments: hex(crypto.hash(segments)) },
    sizes: {
      contents: contents.length,
      segments: hashes.length,
      total: Buffer.byteLength(plaintext),
      entries: files.length,
      files: countFiles(files),
    },
    feed: rogue.feed ?? (await nextPlace(from, crypto)),
    ...rogue.envelope,
  };
  const salt = crypto.random(32);
  const wrapFor = rogue.wrapFor ?? [from, ...to];
  const keys = wrapFor.map((person) => person.membership.keyset.sealing.publicKey);
  const audit =
    rogue.audit === undefined
      ? auditKey(log.knows(envelope.head) === true ? log.stateAt(envelope.head.seq) : log.state())
      : rogue.audit;
  if (audit !== null) keys.push(audit);
  const plan = planWraps(crypto, { packageId: idBytes, salt }, contentKey, keys);
  const sealed = [...unwrap(await workers.wrapForAll(plan.recipients, contentKey, plan.associated, plan.randomness))];
  rogue.wraps?.(sealed, plan);
  const signWith = rogue.signWith ?? keyset.device.secretKey;
  const header = encodeHeader(crypto, signWith, {
    packageId: idBytes,
    salt,
    wraps: encodeWraps(plan, sealed),
    envelope: sealBlob(crypto, BLOB.envelope, contentKey, idBytes, encodeEnvelope(envelope)),
  });
  await put(packageKeys.header(id), header);
  if (rogue.entry !== null) {
    const device = { id: envelope.sender.device, secretKey: signWith };
    const entry = makeFeedEntry(crypto, device, envelope.feed, { id, contentKey, header, ...rogue.entry });
    await put(feedKeys.entry(envelope.sender.device, envelope.feed.seq), entry);
  }
  const mail = pointerMail(crypto, signWith, {
    v: 1,
    package: id,
    header: hex(crypto.hash(header)),
    sender: envelope.sender.member,
    device: envelope.sender.device,
    sentAt: envelope.sentAt,
    head: envelope.head,
  });
  for (const person of rogue.tell ?? to) {
    const { sealing, mailbox } = person.membership.keyset;
    const key = mailKeys.mail(mailbox, randomId<PackageId>(world.random));
    await put(key, crypto.sealTo(sealing.publicKey, mail, MAIL_ASSOCIATED));
  }
  return { id, contentKey };
}
