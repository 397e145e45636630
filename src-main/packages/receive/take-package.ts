import { zero } from '../../../src-shared/base/bytes.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { decodePointer, encodeMail, type Mail, type Pointer } from '../../../src-shared/protocol/mail.ts';
import { MAX_HEADER_BYTES } from '../../crypto/v1/header.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { HubError } from '../../hub/port.ts';
import { packageKeys } from '../keys.ts';
import type { Box, PackageRefusal, PackageRow } from '../port.ts';
import { isBriefcase } from '../rights.ts';
import type { ReceiveContext } from './context.ts';
import { queueReceipt } from './receipts.ts';
import type { Taken } from './taken.ts';
import { judgePointer, type Verdict, verifyPackage } from './verify.ts';

/** Refused packages that are shown; what comes beyond them waits unseen, and is looked at again. */
const MAX_REFUSED = 500;
const LATER: Taken = { kind: 'later', reason: 'missing' };

function refusedRow(context: ReceiveContext, pointer: Pointer, refused: PackageRefusal): PackageRow {
  return {
    id: pointer.package,
    box: 'inbox',
    from: pointer.sender,
    to: [context.me.member],
    // Nothing that the package says of itself is shown: it is not to be believed.
    subject: '',
    sentAt: pointer.sentAt,
    receivedAt: context.clock.now(),
    size: 0,
    fileCount: 0,
    folderCount: 0,
    unread: true,
    needsPassword: false,
    expiresAt: null,
    refused,
  };
}

function acceptedRow(context: ReceiveContext, verdict: Extract<Verdict, { kind: 'accepted' }>, box: Box): PackageRow {
  const { envelope } = verdict;
  return {
    id: envelope.id,
    box,
    from: envelope.sender.member,
    to: envelope.recipients,
    subject: envelope.subject,
    sentAt: envelope.sentAt,
    receivedAt: context.clock.now(),
    size: envelope.sizes.total,
    fileCount: envelope.sizes.files,
    folderCount: envelope.sizes.entries - envelope.sizes.files,
    unread: box === 'inbox',
    needsPassword: envelope.password !== null,
    expiresAt: envelope.expiresAt,
    refused: null,
  };
}

/** Writes down what was decided; a row exists only for what was verified, or refused with a member's signature. */
function record(context: ReceiveContext, mail: Mail, pointer: Pointer, verdict: Verdict): Taken {
  const { packages, log, me, emit, database } = context;
  const before = packages.details(pointer.package);
  const people = log.state().members.get(pointer.sender)?.name ?? '';
  if (verdict.kind === 'refused') {
    // INVARIANT: S25, a package that was accepted once is not undone by a later pointer.
    if (before !== null && before.contentKey !== null) return { kind: 'junk' };
    // Somebody else's pointer to the same id was refused first: that does not silence this one.
    if (before !== null) return before.headerHash === pointer.header ? { kind: 'junk' } : LATER;
    // SECURITY: S25. Not junk: what a member signed is looked at again, however many refusals another one made.
    if (packages.refusedCount() >= MAX_REFUSED) return LATER;
    const row = refusedRow(context, pointer, verdict.reason);
    packages.insert({
      row,
      details: {
        headerHash: pointer.header,
        recipients: row.to,
        pointer: encodeMail(mail),
        contentKey: null,
        envelope: null,
        removed: false,
      },
      people,
    });
    emit({ type: 'arrived', row });
    return { kind: 'arrived' };
  }
  if (verdict.kind !== 'accepted') return { kind: 'junk' };
  const { envelope } = verdict;
  const own = envelope.sender.member === me.member;
  const listed = envelope.recipients.includes(me.member);
  const box: Box = isBriefcase(envelope.sender.member, envelope.recipients) ? 'briefcase' : listed ? 'inbox' : 'sent';
  const added = {
    row: acceptedRow(context, verdict, box),
    details: {
      headerHash: pointer.header,
      recipients: envelope.recipients,
      pointer: null,
      contentKey: verdict.contentKey,
      envelope: verdict.envelopeBytes,
      removed: false,
    },
    people,
  };
  database.transaction(() => {
    if (before !== null && before.contentKey === null) packages.replace(added);
    else packages.insert(added);
    if (!own) queueReceipt(context, envelope.id, 'received');
  });
  // What this member sent, come back from the hub, is no news.
  zero(verdict.contentKey);
  emit(box === 'inbox' ? { type: 'arrived', row: added.row } : { type: 'changed', id: envelope.id });
  return { kind: box === 'inbox' ? 'arrived' : 'taken' };
}

/** Has this very package been taken already? `conflict`: another one has, under the same id. */
function known(context: ReceiveContext, pointer: Pointer): 'no' | 'yes' | 'conflict' {
  const details = context.packages.details(pointer.package);
  if (details === null || details.contentKey === null) return 'no';
  if (details.headerHash !== pointer.header) return 'conflict';
  if (pointer.sender !== context.me.member) return 'yes';
  // Sent by this member: already among what was sent; it belongs in the inbox too when they addressed themselves.
  const boxes = (['inbox', 'briefcase'] as const).some((box) => context.packages.find(pointer.package, box) !== null);
  return boxes || !details.recipients.includes(context.me.member) ? 'yes' : 'no';
}

/**
 * A pointer from the mailbox: fetches the header it names, verifies everything, and shows the package or its refusal.
 * Only faults of the hub are errors; the pointer stays for the next time.
 */
export async function takePackage(
  context: ReceiveContext,
  mail: Mail,
  signal?: AbortSignal,
): Promise<Result<Taken, HubError>> {
  const pointer = decodePointer(mail.body);
  if (pointer === null) return ok({ kind: 'junk' });
  const before = known(context, pointer);
  if (before !== 'no') return ok({ kind: before === 'yes' ? 'taken' : 'junk' });
  const judged = judgePointer(context, mail, pointer);
  if (judged.kind === 'ahead') return ok({ kind: 'later', reason: 'head' });
  if (judged.kind === 'junk') return ok({ kind: 'junk' });
  const header = await fetchHeader(context, pointer.package, signal);
  if (!header.ok) return header;
  // The header was there before the pointer: it is withheld, or the package has been taken back.
  if (header.value === null) return ok({ kind: 'later', reason: 'missing' });
  const verdict = await verifyPackage(context, mail, pointer, header.value);
  if (verdict.kind === 'ahead') return ok({ kind: 'later', reason: 'head' });
  if (verdict.kind === 'missing') return ok({ kind: 'later', reason: 'missing' });
  if (verdict.kind === 'failed') return err(verdict.error);
  if (verdict.kind === 'interrupted') return ok({ kind: 'interrupted' });
  return ok(record(context, mail, pointer, verdict));
}

/** An object too large to be a header, or a link in its place, stands for a damaged one: it is judged like any other bytes, and refused. */
async function fetchHeader(
  context: ReceiveContext,
  id: PackageId,
  signal?: AbortSignal,
): Promise<Result<Uint8Array | null, HubError>> {
  const header = await context.hub.get(packageKeys.header(id), {
    maxBytes: MAX_HEADER_BYTES,
    ...(signal === undefined ? {} : { signal }),
  });
  if (header.ok) return header;
  return isOfOneObject(header.error) ? ok(new Uint8Array()) : err(header.error);
}

/** Looks again at a refused package: what the hub damaged it may have repaired. Accepted, it appears; else nothing changes. */
export async function retakeRefused(
  context: ReceiveContext,
  id: PackageId,
  mail: Mail,
  signal?: AbortSignal,
): Promise<Result<void, HubError>> {
  const pointer = decodePointer(mail.body);
  if (pointer === null) return ok();
  const header = await fetchHeader(context, id, signal);
  if (!header.ok) return header;
  if (header.value === null) return ok();
  const verdict = await verifyPackage(context, mail, pointer, header.value);
  if (verdict.kind === 'accepted') record(context, mail, pointer, verdict);
  return ok();
}
