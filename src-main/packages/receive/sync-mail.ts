import { ok, type Result } from '../../../src-shared/base/result.ts';
import { decodeMail } from '../../../src-shared/protocol/mail.ts';
import { PACKAGE_LIMITS } from '../../../src-shared/protocol/package-limits.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { HubError } from '../../hub/port.ts';
import { MAIL_ASSOCIATED } from '../mail.ts';
import type { ReceiveContext } from './context.ts';
import { listMailbox } from './mailbox.ts';
import { sendReceipts, takeReceipt } from './receipts.ts';
import { retakeRefused, takePackage } from './take-package.ts';

const LAST_LISTING = 'mailbox.lastListing';
/** Key of the junk that was looked at again last. */
const LAST_JUNK = 'mailbox.lastJunk';
const AT_ONCE = 8;
const PENDING_AT_ONCE = 200;
const REFUSED_AT_ONCE = 50;
/** Mails looked at in one run: whoever floods a mailbox keeps nobody from the rest of their work. */
const MAILS_PER_RUN = 20_000;
/** Of what was junk, looked at again in a complete listing; the next one goes on behind it. */
const JUNK_PER_RUN = 2000;
const SHORTEST_WAIT = 5000;
const LONGEST_WAIT = 60 * 60 * 1000;
/** Sealed, a mail is longer than its bound in the clear by this at most. */
const SEALED_ROOM = 4096;

type Outcome = 'arrived' | 'other';

/** One key: fetched, opened, taken; marked as seen once nothing remains to be done for it. */
async function takeMail(
  context: ReceiveContext,
  key: string,
  signal?: AbortSignal,
): Promise<Result<Outcome, HubError>> {
  const { hub, mail: rows, crypto, me, clock } = context;
  const fetched = await hub.get(key, {
    maxBytes: PACKAGE_LIMITS.mailBytes + SEALED_ROOM,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!fetched.ok && !isOfOneObject(fetched.error)) return fetched;
  if (fetched.ok && fetched.value === null) return ok('other');
  const opened =
    fetched.ok && fetched.value !== null ? crypto.openSealed(me.sealing, fetched.value, MAIL_ASSOCIATED) : null;
  const mail = opened?.ok === true ? decodeMail(opened.value) : null;
  if (mail === null) {
    rows.mark(key, 'junk');
    return ok('other');
  }
  const taken = mail.kind === 'receipt' ? ok(takeReceipt(context, mail)) : await takePackage(context, mail, signal);
  if (!taken.ok) return taken;
  switch (taken.value.kind) {
    case 'later': {
      const now = clock.now();
      const tries = rows.tries(key);
      rows.postpone(
        key,
        taken.value.reason,
        now,
        now + Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** Math.min(tries, 12)),
      );
      return ok('other');
    }
    case 'interrupted':
      return ok('other');
    case 'junk':
      rows.mark(key, 'junk');
      return ok('other');
    default:
      rows.mark(key, 'taken');
      return ok(taken.value.kind === 'arrived' ? 'arrived' : 'other');
  }
}

async function retryRefused(context: ReceiveContext, signal?: AbortSignal): Promise<Result<void, HubError>> {
  for (const id of context.packages.refused(REFUSED_AT_ONCE)) {
    const pointer = context.packages.details(id)?.pointer ?? null;
    const mail = pointer === null ? null : decodeMail(pointer);
    if (mail === null) continue;
    const again = await retakeRefused(context, id, mail, signal);
    if (!again.ok) return again;
  }
  return ok();
}

/**
 * Looks at everything in the mailbox that has not been seen. A mail that cannot be read, or that fails, never keeps
 * the next one from being looked at; a fault of the hub ends the run, and the next one goes on from there.
 */
export async function syncMail(
  context: ReceiveContext,
  signal?: AbortSignal,
): Promise<Result<{ readonly arrived: number }, HubError>> {
  const { hub, mail: rows, me, clock, log, tuning } = context;
  const now = clock.now();
  const last = Number(rows.state(LAST_LISTING) ?? 0);
  // A clock that was set back counts as long ago.
  const everything = now - last >= tuning.relistMs || last > now;
  let arrived = 0;
  let asked = false;
  let left = MAILS_PER_RUN;
  let junkLeft = everything ? JUNK_PER_RUN : 0;
  let lastJunk = rows.state(LAST_JUNK) ?? '';

  const takeAll = async (keys: readonly string[]): Promise<Result<void, HubError>> => {
    for (let from = 0; from < keys.length && signal?.aborted !== true; from += AT_ONCE) {
      const results = await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => takeMail(context, key, signal)));
      for (const result of results) {
        if (!result.ok) return result;
        if (result.value === 'arrived') arrived += 1;
      }
    }
    return ok();
  };
  const askLog = async (): Promise<void> => {
    // What senders saw we should have seen; a log that does not answer is told of elsewhere.
    if (!asked) await log.sync(signal);
    asked = true;
  };

  const listed = await listMailbox(
    hub,
    me.mailbox,
    { everything, now, ...(signal === undefined ? {} : { signal }) },
    async (keys) => {
      const unseen = keys.filter((key) => !rows.seen(key, false) && rows.tries(key) === 0).slice(0, left);
      left -= unseen.length;
      // SECURITY: S25. Junk has a share of its own: however much there is, it keeps nothing new from being looked at.
      const again = keys
        .filter((key) => junkLeft > 0 && key > lastJunk && rows.seen(key, false) && !rows.seen(key, true))
        .slice(0, junkLeft);
      junkLeft -= again.length;
      lastJunk = again.at(-1) ?? lastJunk;
      if (unseen.length + again.length > 0) await askLog();
      return takeAll([...unseen, ...again]);
    },
  );
  if (!listed.ok) return listed;
  if (everything) rows.setState(LAST_JUNK, junkLeft > 0 ? '' : lastJunk);
  const pending = rows.duePending(now, PENDING_AT_ONCE);
  if (pending.length > 0) {
    await askLog();
    const taken = await takeAll(pending);
    if (!taken.ok) return taken;
  }
  // What was left out is listed again the next time.
  if (everything && left > 0) {
    const again = await retryRefused(context, signal);
    if (!again.ok) return again;
    rows.setState(LAST_LISTING, String(now));
    rows.trimJunk();
  }
  // Receipts are a courtesy: what they run into is tried again, and is no fault of what was asked here.
  await sendReceipts(context, signal);
  return ok({ arrived });
}
