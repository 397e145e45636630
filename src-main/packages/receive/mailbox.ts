import { concat, u64 } from '../../../src-shared/base/bytes.ts';
import { toBase32 } from '../../../src-shared/base/encoding.ts';
import type { MailboxId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { mailKeys } from '../keys.ts';

const PAGE = 5000;
const DAY = 24 * 60 * 60 * 1000;
/** How far back every sync looks: further than clocks differ and pointers are under way. */
const WINDOW = 7 * DAY;

/** The key before all mail written at or after that time. */
export function mailKeyAt(mailbox: MailboxId, time: number): string {
  return mailKeys.mail(mailbox, toBase32(concat([u64(Math.max(0, time)).subarray(2), new Uint8Array(10)])));
}

/**
 * Keys of the mailbox, in order, page by page: all of them, or those of the last days.
 *
 * Ids begin with their author's clock, which may be wrong, and a hub may put a key anywhere: so there is no "after the
 * last one seen". What is new is what has not been seen, in a window wide enough for honest clocks; a complete listing
 * now and then finds the rest.
 */
export async function listMailbox(
  hub: Hub,
  mailbox: MailboxId,
  options: { readonly everything: boolean; readonly now: number; readonly signal?: AbortSignal },
  onPage: (keys: readonly string[]) => Promise<Result<void, HubError>>,
): Promise<Result<void, HubError>> {
  let after = options.everything ? undefined : mailKeyAt(mailbox, options.now - WINDOW);
  for (;;) {
    const page = await hub.list(mailKeys.all(mailbox), {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (!page.ok) return page;
    const taken = await onPage(page.value.keys);
    if (!taken.ok) return taken;
    const last = page.value.keys.at(-1);
    // SECURITY: S25. A store that lists the same again and again does not keep anybody here.
    if (!page.value.more || last === undefined || (after !== undefined && last <= after)) return ok();
    after = last;
  }
}
