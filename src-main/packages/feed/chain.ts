import { hex } from '../../../src-shared/base/bytes.ts';
import type { DeviceId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import { FEED_ENTRY_BYTES } from '../../../src-shared/protocol/package-feed.ts';
import type { Crypto } from '../../crypto/port.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { feedKeys } from '../keys.ts';
import { readFeedEntry } from './entry.ts';

/** A place in a device's feed of which the policy log says what stood there. */
export interface KnownPlace {
  readonly device: DeviceId;
  readonly publicKey: Uint8Array;
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
}

/** `apart`: another entry stood at that place. `missing`: the hub does not hand out what lies between. */
export type ChainVerdict = 'on' | 'apart' | 'missing';

export interface FeedChains {
  /** Was the entry of that hash, at that place, in the feed when it had come as far as the known place? */
  leadsTo(known: KnownPlace, seq: number, hash: string): Promise<Result<ChainVerdict, HubError>>;
}

/** Walks feeds back from places that are known, each part of them once. */
export function createFeedChains({ hub, crypto }: { readonly hub: Hub; readonly crypto: Crypto }): FeedChains {
  /** By the known place: hash at each place from there down to the lowest that has been looked at. */
  const walked = new Map<string, { readonly hashes: Map<number, string>; lowest: number }>();

  return {
    async leadsTo(known, seq, hash) {
      if (seq > known.seq) return ok('apart');
      const name = `${known.device} ${known.seq} ${known.hash}`;
      const chain = walked.get(name) ?? { hashes: new Map([[known.seq, known.hash]]), lowest: known.seq };
      walked.set(name, chain);
      while (chain.lowest > seq) {
        const key = feedKeys.entry(known.device, chain.lowest);
        const got = await hub.get(key, { maxBytes: FEED_ENTRY_BYTES });
        if (!got.ok && !isOfOneObject(got.error)) return got;
        const bytes = got.ok ? got.value : null;
        // What is not the entry that was meant stands for one that the hub withholds.
        if (bytes === null || hex(crypto.hash(bytes)) !== chain.hashes.get(chain.lowest)) return ok('missing');
        const stored = readFeedEntry(crypto, bytes, known.publicKey);
        if (stored?.entry.seq !== chain.lowest) return ok('missing');
        chain.lowest -= 1;
        chain.hashes.set(chain.lowest, stored.entry.prev);
      }
      return ok(chain.hashes.get(seq) === hash ? 'on' : 'apart');
    },
  };
}
