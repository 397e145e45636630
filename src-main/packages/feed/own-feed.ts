import { equalBytes, hex } from '../../../src-shared/base/bytes.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import { FEED_ENTRY_BYTES, FEED_START } from '../../../src-shared/protocol/package-feed.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { feedKeys } from '../keys.ts';
import type { Me } from '../ports.ts';
import type { FeedRows, OwnEntry } from '../store/feed-rows.ts';
import { type FeedPlace, makeFeedEntry, readFeedEntry } from './entry.ts';

/** This device's own chain of what it sent. */
export interface OwnFeed {
  /** The place after the last; taken by `append`, with nothing awaited in between. */
  next(): FeedPlace;
  /** Writes the entry into the vault; in the transaction that fixes the header. */
  append(place: FeedPlace, sent: { id: PackageId; contentKey: Uint8Array; header: Uint8Array }): void;
  /**
   * Puts on the hub what is not there, in order. `moved`: the hub's feed of this device is ahead of the vault's (an older
   * vault was put back); the feed goes on from there, and headers that name lost places must be made anew.
   */
  publish(signal: AbortSignal): Promise<Result<'published' | 'moved', HubError>>;
}

export function createOwnFeed(ports: {
  readonly hub: Hub;
  readonly crypto: Crypto;
  readonly me: Me;
  readonly rows: FeedRows;
  readonly devicePublicKey: () => Uint8Array;
}): OwnFeed {
  const { hub, crypto, me, rows } = ports;
  let queue: Promise<unknown> = Promise.resolve();

  async function fetch(key: string, signal: AbortSignal): Promise<Result<Uint8Array | null, HubError>> {
    return hub.get(key, { maxBytes: FEED_ENTRY_BYTES, signal });
  }

  /** The newest entry on the hub that this device signed. */
  async function newest(signal: AbortSignal): Promise<Result<OwnEntry | null, HubError>> {
    let found: OwnEntry | null = null;
    for (let after: string | undefined; ; ) {
      const page = await hub.list(feedKeys.all(me.device), {
        limit: 1000,
        signal,
        ...(after === undefined ? {} : { after }),
      });
      if (!page.ok) return page;
      const newer = page.value.keys.at(-1);
      if (newer === undefined || (after !== undefined && newer <= after)) return ok(found);
      after = newer;
      const got = await fetch(after, signal);
      if (!got.ok) return got;
      const stored = got.value === null ? null : readFeedEntry(crypto, got.value, ports.devicePublicKey());
      if (got.value !== null && stored !== null && feedKeys.entry(me.device, stored.entry.seq) === after)
        found = { seq: stored.entry.seq, bytes: got.value };
      if (!page.value.more) return ok(found);
    }
  }

  /** Something stands where an entry of ours belongs. */
  async function settle(
    entry: OwnEntry,
    key: string,
    signal: AbortSignal,
  ): Promise<Result<'ours' | 'moved', HubError>> {
    const standing = await fetch(key, signal);
    if (!standing.ok && standing.error.code !== 'hub.tooLarge') return standing;
    const bytes = standing.ok ? standing.value : null;
    if (bytes !== null && equalBytes(bytes, entry.bytes)) return ok('ours');
    const signed = bytes === null ? null : readFeedEntry(crypto, bytes, ports.devicePublicKey());
    if (signed?.entry.seq !== entry.seq) {
      // SECURITY: S25. What this device did not sign for that place does not keep the place.
      const put = await hub.put(key, entry.bytes.slice(), { durable: 'now', signal });
      return put.ok ? ok('ours') : put;
    }
    const last = await newest(signal);
    if (!last.ok) return last;
    rows.adopt(last.value ?? { seq: entry.seq, bytes: bytes ?? entry.bytes });
    return ok('moved');
  }

  async function publish(signal: AbortSignal): Promise<Result<'published' | 'moved', HubError>> {
    for (const entry of rows.unstored()) {
      const key = feedKeys.entry(me.device, entry.seq);
      const put = await hub.put(key, entry.bytes.slice(), { ifAbsent: true, durable: 'now', signal });
      if (!put.ok) return put;
      if (put.value === 'exists') {
        const settled = await settle(entry, key, signal);
        if (!settled.ok) return settled;
        if (settled.value === 'moved') return ok('moved');
      }
      rows.stored(entry.seq);
    }
    return ok('published');
  }

  return {
    next() {
      const last = rows.last();
      return last === null ? { seq: 1, prev: FEED_START } : { seq: last.seq + 1, prev: hex(crypto.hash(last.bytes)) };
    },
    append: (place, sent) => {
      const device = { id: me.device, secretKey: me.deviceKey };
      rows.add({ seq: place.seq, bytes: makeFeedEntry(crypto, device, place, sent) });
    },
    publish(signal) {
      const turn = queue.then(() => publish(signal));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
