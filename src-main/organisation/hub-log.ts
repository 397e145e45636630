import { equalBytes } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { GENESIS_KEY, GENESIS_MAX } from '../../src-shared/protocol/genesis.ts';
import { ENTRY_MAX, entryKey, LOG_PREFIX, seqOfKey } from '../../src-shared/protocol/policy-entry.ts';
import type { Hub, HubError, HubResult } from '../hub/port.ts';
import { putOverUnsuitable } from '../hub/put-over-unsuitable.ts';

const LIST_PAGE = 10_000;

/** Where an entry lies: genesis is entry 0. */
export const keyOf = (seq: number): string => (seq === 0 ? GENESIS_KEY : entryKey(seq));

/**
 * An entry as the hub gives it. `oversized`: larger than any entry, and not fetched. `unsuitable`: a link or device stands
 * in its place; nothing that anybody signed, and no object by the hub's own listing.
 */
export type Fetched = Uint8Array | 'absent' | 'oversized' | 'unsuitable';

export async function fetchEntry(hub: Hub, seq: number, signal?: AbortSignal): HubResult<Fetched> {
  const maxBytes = seq === 0 ? GENESIS_MAX : ENTRY_MAX;
  const got = await hub.get(keyOf(seq), signal === undefined ? { maxBytes } : { maxBytes, signal });
  if (got.ok) return ok(got.value ?? 'absent');
  if (got.error.code === 'hub.tooLarge') return ok('oversized');
  if (got.error.code !== 'hub.unsuitable') return got;
  // SECURITY: S25. Of one entry, or of the folder that all of them are in? That one is told of as the hub's own failure.
  const listed = await hub.list(LOG_PREFIX, signal === undefined ? { limit: 1 } : { limit: 1, signal });
  return listed.ok ? ok('unsuitable') : listed;
}

/** `count` entries from `first` on, asked for at once. */
export async function fetchWindow(
  hub: Hub,
  first: number,
  count: number,
  signal?: AbortSignal,
): HubResult<readonly Fetched[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) => fetchEntry(hub, first + index, signal)),
  );
  const entries: Fetched[] = [];
  for (const answer of answers) {
    if (!answer.ok) return answer;
    entries.push(answer.value);
  }
  return ok(entries);
}

/** Which of the entries 1 to `head` the hub does not list. */
export async function listMissing(hub: Hub, head: number, signal?: AbortSignal): HubResult<readonly number[]> {
  const present = new Set<number>();
  let after: string | undefined;
  for (;;) {
    const options = {
      limit: LIST_PAGE,
      ...(after !== undefined && { after }),
      ...(signal !== undefined && { signal }),
    };
    const page = await hub.list(LOG_PREFIX, options);
    if (!page.ok) return page;
    for (const key of page.value.keys) {
      const seq = seqOfKey(key);
      if (seq !== null) present.add(seq);
    }
    after = page.value.keys.at(-1);
    if (!page.value.more || after === undefined || after > keyOf(head)) break;
  }
  return ok(Array.from({ length: head }, (_, index) => index + 1).filter((seq) => !present.has(seq)));
}

export type PutBackError = HubError | { readonly code: 'other'; readonly seq: number; readonly bytes: Fetched };

/** Gives the hub back what it lost, or has a link in the place of. `other`: something else has come to stand there meanwhile. */
export async function putBack(
  hub: Hub,
  entries: Iterable<{ readonly seq: number; readonly stored: Uint8Array }>,
): Promise<Result<void, PutBackError>> {
  for (const { seq, stored } of entries) {
    const put = await putOverUnsuitable(hub, keyOf(seq), stored.slice(), { durable: 'flush' });
    if (!put.ok) return put;
    if (put.value === 'stored') continue;
    const standing = await fetchEntry(hub, seq);
    if (!standing.ok) return standing;
    if (!isSame(standing.value, stored)) return err({ code: 'other', seq, bytes: standing.value });
  }
  return hub.flush();
}

export const isSame = (fetched: Fetched, stored: Uint8Array): boolean =>
  fetched instanceof Uint8Array && equalBytes(fetched, stored);
