import { type PackageId, timeOrderedId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { Mail } from '../../../src-shared/protocol/mail.ts';
import { decodeReceipt, type ReceiptKind } from '../../../src-shared/protocol/receipt.ts';
import type { HubError } from '../../hub/port.ts';
import { mailKeys } from '../keys.ts';
import { MAIL_ASSOCIATED, receiptMail } from '../mail.ts';
import { publicKeyBytes } from '../send/commit.ts';
import type { ReceiveContext } from './context.ts';
import type { Taken } from './taken.ts';
import { authorKey } from './verify.ts';

const BATCH = 200;
/** Between two tries of a receipt that the hub refused, at most. */
const LONGEST_WAIT = 60 * 60 * 1000;

/** Notes that something happened to a received package; the sender learns of it at the next sync. */
export function queueReceipt(context: ReceiveContext, id: PackageId, kind: ReceiptKind): void {
  const { packages, receipts, clock, random, me } = context;
  const row = packages.find(id, 'inbox');
  if (row === null || row.from === me.member || row.refused !== null) return;
  const now = clock.now();
  receipts.queue(id, kind, now, timeOrderedId(now, random));
}

/**
 * Sends the receipts that are due. What fails is tried again later and holds up nothing; told twice is told once,
 * since a receipt keeps its id.
 */
export async function sendReceipts(context: ReceiveContext, signal?: AbortSignal): Promise<Result<void, HubError>> {
  const { receipts, packages, log, me, crypto, clock, hub } = context;
  const state = log.state();
  const waiting = receipts.due(clock.now(), BATCH);
  if (waiting.length === 0) return ok();
  for (const due of waiting) {
    if (signal?.aborted === true) return ok();
    const row = packages.find(due.package, 'inbox');
    const details = packages.details(due.package);
    const sender = row === null ? undefined : state.members.get(row.from);
    if (row === null || details === null || sender?.keyset == null || sender.mailbox === null) {
      receipts.sent(due.package, due.kind);
      continue;
    }
    const mail = receiptMail(crypto, me.deviceKey, {
      v: 1,
      package: due.package,
      header: details.headerHash,
      member: me.member,
      device: me.device,
      kind: due.kind,
      at: due.at,
      head: { seq: state.head.seq, hash: state.head.hash },
    });
    const sealed = crypto.sealTo(publicKeyBytes(sender.keyset.sealing), mail, MAIL_ASSOCIATED);
    const put = await hub.put(mailKeys.mail(sender.mailbox, due.mail), sealed, {
      durable: 'flush',
      ...(signal === undefined ? {} : { signal }),
    });
    if (!put.ok) {
      const wait = Math.min(LONGEST_WAIT, 5000 * 2 ** Math.min(due.tries, 12));
      receipts.postpone(due.package, due.kind, clock.now() + wait);
      return put;
    }
    receipts.sent(due.package, due.kind);
  }
  return hub.flush();
}

/** A receipt that came: from a recipient of a package of ours, signed by a device of theirs, for that very package. */
export function takeReceipt(context: ReceiveContext, mail: Mail): Taken {
  const { crypto, log, packages, receipts, me, emit } = context;
  const receipt = decodeReceipt(mail.body);
  if (receipt === null || authorKey(crypto, log.state(), mail, receipt) === null) return { kind: 'junk' };
  const row = packages.find(receipt.package, 'sent');
  // Nothing known of that package yet: its own pointer may still come, when a vault is filled again from the hub.
  if (row === null) return { kind: 'later', reason: 'missing' };
  const details = packages.details(receipt.package);
  const ours = row.from === me.member && details?.headerHash === receipt.header;
  if (!ours || !row.to.includes(receipt.member)) return { kind: 'junk' };
  const added = receipts.add(receipt.package, { member: receipt.member, kind: receipt.kind, at: receipt.at });
  if (added) emit({ type: 'changed', id: receipt.package });
  return { kind: 'taken' };
}
