import { describe, expect, it } from 'vitest';
import type { Hub, ListOptions } from '../../../src-main/hub/port.ts';
import { listMailbox, mailKeyAt } from '../../../src-main/packages/receive/mailbox.ts';
import { type MailboxId, timeOrderedId } from '../../../src-shared/base/ids.ts';
import { ok } from '../../../src-shared/base/result.ts';

const BOX = '0'.repeat(26) as MailboxId;
const DAY = 86_400_000;
const random = { bytes: (length: number) => new Uint8Array(length).fill(9) };
const keyOf = (time: number): string => `mail/${BOX}/${timeOrderedId<MailboxId>(time, random)}`;

/** Only `list` is asked. */
function listing(list: (options: ListOptions) => { keys: readonly string[]; more: boolean }): Hub {
  return { list: async (_prefix: string, options: ListOptions) => ok(list(options)) } as unknown as Hub;
}

function honest(keys: readonly string[]): Hub {
  const sorted = [...keys].sort();
  return listing(({ after, limit }) => {
    const rest = sorted.filter((key) => after === undefined || key > after);
    return { keys: rest.slice(0, limit), more: rest.length > limit };
  });
}

async function collect(hub: Hub, everything: boolean, now: number): Promise<readonly string[]> {
  const seen: string[] = [];
  await listMailbox(hub, BOX, { everything, now }, async (keys) => {
    seen.push(...keys);
    return ok();
  });
  return seen;
}

describe('listing a mailbox', () => {
  const now = 100 * DAY;

  it('places times before the mail of that time and after earlier mail', () => {
    expect(mailKeyAt(BOX, now) < keyOf(now)).toBe(true);
    expect(mailKeyAt(BOX, now) > keyOf(now - 1)).toBe(true);
  });

  it('finds mail of a clock that is a day behind or a year ahead, and leaves old mail out', async () => {
    const keys = [keyOf(now - DAY), keyOf(now + 365 * DAY), keyOf(now - 30 * DAY), keyOf(now)];
    expect(await collect(honest(keys), false, now)).toEqual([keys[0], keys[3], keys[1]]);
  });

  it('finds everything, page by page, when everything is asked for', async () => {
    const keys = Array.from({ length: 12_001 }, (_, at) => keyOf(at * 1000));
    expect(await collect(honest(keys), true, now)).toEqual([...keys].sort());
  });

  it('S25 ends when a store lists the same page for ever', async () => {
    let calls = 0;
    const hub = listing(() => {
      calls += 1;
      return { keys: [keyOf(now)], more: true };
    });
    await collect(hub, true, now);
    expect(calls).toBe(2);
  });
});
