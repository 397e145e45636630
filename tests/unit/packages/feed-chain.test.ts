import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { createFolderHub } from '../../../src-main/hub/folder-hub.ts';
import { createFeedChains } from '../../../src-main/packages/feed/chain.ts';
import { makeFeedEntry } from '../../../src-main/packages/feed/entry.ts';
import { feedKeys } from '../../../src-main/packages/keys.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { type DeviceId, type PackageId, randomId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { FEED_START } from '../../../src-shared/protocol/package-feed.ts';

/** A device that has sent five packages. */
async function feed() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-feed-'));
  const crypto = await createCrypto();
  const random = { bytes: (length: number) => crypto.random(length) };
  const hub = createFolderHub({ path: folder, random });
  onTestFinished(async () => {
    await hub.close();
    await rm(folder, { recursive: true, force: true });
  });
  const pair = crypto.signingPair();
  const device = randomId<DeviceId>(random);
  const entry = (seq: number, prev: string) => {
    const sent = { id: randomId<PackageId>(random), contentKey: crypto.random(32), header: crypto.random(80) };
    return makeFeedEntry(crypto, { id: device, secretKey: pair.secretKey }, { seq, prev }, sent);
  };
  const hashes: string[] = [FEED_START];
  for (let seq = 1; seq <= 5; seq += 1) {
    const bytes = entry(seq, hashes[seq - 1] ?? FEED_START);
    unwrap(await hub.put(feedKeys.entry(device, seq), bytes.slice()));
    hashes.push(hex(crypto.hash(bytes)));
  }
  const known = { device, publicKey: pair.publicKey, seq: 4, hash: hashes[4] ?? '' };
  return { hub, crypto, device, hashes, known, entry, chains: createFeedChains({ hub, crypto }) };
}

describe('what a pinned feed held', () => {
  test('is everything before the pin, by its hash', async () => {
    const { chains, known, hashes } = await feed();
    for (const seq of [4, 1, 3, 2]) expect(unwrap(await chains.leadsTo(known, seq, hashes[seq] ?? ''))).toBe('on');
  });

  test('is nothing beyond it', async () => {
    const { chains, known, hashes } = await feed();
    expect(unwrap(await chains.leadsTo(known, 5, hashes[5] ?? ''))).toBe('apart');
  });

  test('S26: is not what the device signs for a place of before, later', async () => {
    const { hub, crypto, chains, known, hashes, entry, device } = await feed();
    const forged = entry(2, hashes[1] ?? '');
    expect(unwrap(await chains.leadsTo(known, 2, hex(crypto.hash(forged))))).toBe('apart');
    // The same when a hub that helps puts it where the true one was.
    unwrap(await hub.put(feedKeys.entry(device, 2), forged.slice()));
    expect(unwrap(await chains.leadsTo(known, 2, hex(crypto.hash(forged))))).toBe('apart');
  });

  test('S25: cannot be told while the hub withholds or damages what lies between', async () => {
    const { hub, known, hashes, device, crypto } = await feed();
    const kept = unwrap(await hub.get(feedKeys.entry(device, 3), { maxBytes: 4096 })) ?? new Uint8Array();
    const chains = createFeedChains({ hub, crypto });
    unwrap(await hub.delete(feedKeys.entry(device, 3)));
    expect(unwrap(await chains.leadsTo(known, 1, hashes[1] ?? ''))).toBe('missing');
    unwrap(await hub.put(feedKeys.entry(device, 3), new Uint8Array(9000)));
    expect(unwrap(await chains.leadsTo(known, 1, hashes[1] ?? ''))).toBe('missing');
    unwrap(await hub.put(feedKeys.entry(device, 3), kept.slice()));
    expect(unwrap(await chains.leadsTo(known, 1, hashes[1] ?? ''))).toBe('on');
  });
});
