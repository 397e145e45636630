import { hex } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { decodeEnvelope, type Envelope } from '../../../src-shared/protocol/package-envelope.ts';
import { mailKeys } from '../keys.ts';
import { MAIL_ASSOCIATED, pointerId, pointerMail } from '../mail.ts';
import type { Box, PackageError, PackageRow } from '../port.ts';
import { isBriefcase } from '../rights.ts';
import type { OutboxJob } from '../store/outbox-rows.ts';
import type { Addressee } from './check-draft.ts';
import { publicKeyBytes } from './commit.ts';
import type { SendContext } from './context.ts';

/** Pointers that are sealed, stored and made durable together. */
const BATCH = 64;
const PUTS_AT_ONCE = 8;
/** Names of recipients that a search finds a sent package by. */
const SEARCHED_PEOPLE = 20;

async function notifyBatch(
  context: SendContext,
  job: OutboxJob,
  sentAt: number,
  mail: Uint8Array,
  batch: readonly Addressee[],
  signal: AbortSignal,
): Promise<Result<void, PackageError>> {
  const { crypto, hub, workers } = context;
  const keys = batch.map(({ keyset }) => publicKeyBytes(keyset.sealing));
  const sealed = await workers.wrapForAll(
    keys,
    mail,
    MAIL_ASSOCIATED,
    keys.map(() => crypto.random(32)),
    signal,
  );
  if (!sealed.ok) return sealed;
  for (let from = 0; from < batch.length; from += PUTS_AT_ONCE) {
    const puts = batch.slice(from, from + PUTS_AT_ONCE).map(({ member, mailbox }, at) => {
      const id = pointerId(crypto, job.contentKey, job.id, member, sentAt);
      const body = sealed.value[from + at] ?? new Uint8Array();
      return hub.put(mailKeys.mail(mailbox, id), body, { durable: 'flush', signal });
    });
    for (const put of await Promise.all(puts)) if (!put.ok) return put;
  }
  return hub.flush();
}

/** Tells every recipient, and the author's own mailbox, where the package is. Told twice is told once: the ids are derived, not made. */
export async function notifyRecipients(
  context: SendContext,
  job: OutboxJob,
  signal: AbortSignal,
): Promise<Result<void, PackageError>> {
  const { crypto, log, me, rows } = context;
  const envelope = job.envelope === null ? null : decodeEnvelope(job.envelope);
  if (envelope === null || job.header === null) throw new Error('the outbox has no package to tell of');
  context.book.update(job.id, { phase: 'finishing' });
  const mail = pointerMail(crypto, me.deviceKey, {
    v: 1,
    package: job.id,
    header: hex(crypto.hash(job.header)),
    sender: me.member,
    device: me.device,
    sentAt: envelope.sentAt,
    head: envelope.head,
  });
  // The package is sealed to the keys of the head it names; by those it is announced, whatever came since.
  const { members } = log.stateAt(envelope.head.seq);
  // The author too, whose vault can so be filled again from the hub.
  const everyone = new Set([...envelope.recipients, me.member]);
  const to = [...everyone].flatMap((id): readonly Addressee[] => {
    const member = members.get(id);
    if (member === undefined || member.keyset === null || member.mailbox === null) return [];
    return [{ member: id, keyset: member.keyset, mailbox: member.mailbox }];
  });
  for (let from = job.notified; from < to.length; from += BATCH) {
    if (signal.aborted) return err({ code: 'work.cancelled', detail: '' });
    const batch = to.slice(from, from + BATCH);
    const told = await notifyBatch(context, job, envelope.sentAt, mail, batch, signal);
    if (!told.ok) return told;
    rows.notified(job.id, from + batch.length);
  }
  finish(context, job, envelope, hex(crypto.hash(job.header)));
  return ok();
}

/** The package leaves the outbox and appears among what was sent, both or neither. */
function finish(context: SendContext, job: OutboxJob, envelope: Envelope, headerHash: string): void {
  const { database, packages, rows, me, log, clock } = context;
  const { members } = log.state();
  const box: Box = isBriefcase(me.member, envelope.recipients) ? 'briefcase' : 'sent';
  const row: PackageRow = {
    id: job.id,
    box,
    from: me.member,
    to: envelope.recipients,
    subject: envelope.subject,
    sentAt: envelope.sentAt,
    receivedAt: clock.now(),
    size: envelope.sizes.total,
    fileCount: envelope.sizes.files,
    folderCount: envelope.sizes.entries - envelope.sizes.files,
    unread: false,
    needsPassword: envelope.password !== null,
    expiresAt: envelope.expiresAt,
    refused: null,
  };
  const people = envelope.recipients
    .slice(0, SEARCHED_PEOPLE)
    .map((id) => members.get(id)?.name ?? '')
    .join(' ');
  database.transaction(() => {
    rows.remove(job.id);
    // The author's own pointer may have been found in the mailbox already, while the rest was made durable.
    if (packages.find(job.id, box) !== null) return;
    packages.insert({
      row,
      details: {
        headerHash,
        recipients: envelope.recipients,
        pointer: null,
        contentKey: job.contentKey,
        envelope: job.envelope,
        removed: false,
      },
      people,
    });
  });
  context.emit({ type: 'changed', id: job.id });
}
