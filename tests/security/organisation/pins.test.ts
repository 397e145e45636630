import { expect, test } from 'vitest';
import { feedPin } from '../../../src-main/organisation/governance/pins.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { makeFeedEntry } from '../../../src-main/packages/feed/entry.ts';
import { feedKeys } from '../../../src-main/packages/keys.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { type PackageId, randomId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { FEED_START } from '../../../src-shared/protocol/package-feed.ts';
import { writeObject } from '../../support/hub-objects.ts';
import { organisationBench } from '../../support/organisation.ts';

/* S21, S25: whoever is about to be shut out can write to the hub, and would keep the pin of their feed from being found. */

async function feedOf(member: Membership, length: number): Promise<readonly Uint8Array[]> {
  const { crypto, hub, keyset } = member;
  const device = { id: keyset.deviceId, secretKey: keyset.device.secretKey };
  const entries: Uint8Array[] = [];
  let prev = FEED_START;
  for (let seq = 1; seq <= length; seq += 1) {
    const id = randomId<PackageId>({ bytes: (count) => crypto.random(count) });
    const sent = { id, contentKey: crypto.random(32), header: crypto.random(100) };
    const entry = makeFeedEntry(crypto, device, { seq, prev }, sent);
    await writeObject(hub, feedKeys.entry(device.id, seq), entry);
    prev = hex(crypto.hash(entry));
    entries.push(entry);
  }
  return entries;
}

test.each([0, 1, 5, 70])(
  'S25: behind a feed of %d entries and much junk, the newest is found without reading it all',
  async (length) => {
    const bench = await organisationBench();
    const ada = await bench.found();
    const bob = await bench.add(ada, 'Bob');
    unwrap(await ada.log.sync());
    const entries = await feedOf(bob, length);
    const { deviceId } = bob.keyset;
    const junk = 400;
    for (let at = 1; at <= junk; at += 1) {
      const bytes = at % 2 === 0 && entries[0] !== undefined ? entries[0] : bob.crypto.random(50);
      await writeObject(bob.hub, feedKeys.entry(deviceId, length + at * 7), bytes);
    }
    await writeObject(bob.hub, `${feedKeys.all(deviceId)}zzz`, bob.crypto.random(50));
    let read = 0;
    const hub: typeof ada.hub = {
      ...ada.hub,
      get: (key, options) => {
        read += 1;
        return ada.hub.get(key, options);
      },
      list: (prefix, options) => ada.hub.list(prefix, options),
    };
    const device = ada.log.state().devices.get(deviceId);
    if (device === undefined) throw new Error('no device');
    const pin = unwrap(await feedPin({ hub, crypto: ada.crypto }, device));
    const newest = entries.at(-1);
    expect(pin).toEqual({
      device: deviceId,
      seq: newest === undefined ? -1 : length,
      hash: newest === undefined ? FEED_START : hex(ada.crypto.hash(newest)),
    });
    expect(read).toBeLessThan(64);
  },
);
