import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { openDatabase } from '../../../src-main/vault/database/open-database.ts';
import { faultOf } from '../../../src-main/vault/error.ts';
import { createKeysetStore, type Keyset, keysetMigrations } from '../../../src-main/vault/keyset-store.ts';
import { metaMigrations, readMeta, writeMeta } from '../../../src-main/vault/meta.ts';
import { unwrap } from '../../../src-shared/base/result.ts';

async function bench() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-keyset-'));
  const migrations = [...metaMigrations, ...keysetMigrations];
  const options = { path: path.join(folder, 'vault.db'), key: new Uint8Array(32), migrations } as const;
  const database = unwrap(openDatabase({ ...options, mode: 'create' }));
  onTestFinished(async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { database, store: createKeysetStore(database) };
}

async function keyset(): Promise<Keyset> {
  const crypto = await createCrypto();
  return {
    organisation: 'ab'.repeat(32) as Keyset['organisation'],
    memberId: '0123456789abcdefghjkmnpqrs' as Keyset['memberId'],
    deviceId: '1123456789abcdefghjkmnpqrs' as Keyset['deviceId'],
    mailbox: '2123456789abcdefghjkmnpqrs' as Keyset['mailbox'],
    signing: crypto.signingPair(),
    sealing: crypto.sealingPair(),
    device: crypto.signingPair(),
    hubLocation: { kind: 'folder', path: '/srv/hub' },
  };
}

describe('the keyset', () => {
  it('is null until it was saved, then what was saved last', async () => {
    const { store } = await bench();
    expect(store.load()).toBeNull();
    const first = await keyset();
    store.save(first);
    expect(store.load()).toEqual(first);
    const second = await keyset();
    store.save(second);
    expect(store.load()).toEqual(second);
  });

  it('refuses keys of the wrong size before anything is stored', async () => {
    const { store } = await bench();
    const good = await keyset();
    const short = { ...good, device: { ...good.device, secretKey: new Uint8Array(32) } };
    expect(() => store.save(short)).toThrow(TypeError);
    expect(() => store.saveDirectoryKey(0, new Uint8Array(31))).toThrow(TypeError);
    expect(() => store.saveDirectoryKey(-1, new Uint8Array(32))).toThrow(TypeError);
    expect(store.load()).toBeNull();
  });

  it('is damaged when a row is not what was saved', async () => {
    const { store, database } = await bench();
    store.save(await keyset());
    for (const change of ["hub = '{}'", "hub = 'x'", "member = 'me'", 'device_secret = zeroblob(3)']) {
      database.run(`UPDATE keyset SET ${change}`);
      let fault: string | undefined;
      try {
        store.load();
      } catch (error) {
        fault = faultOf(error)?.code;
      }
      expect(fault, change).toBe('vault.damaged');
      store.save(await keyset());
    }
  });

  it('keeps directory keys by epoch', async () => {
    const { store } = await bench();
    expect(store.directoryKeys()).toEqual(new Map());
    const [first, second, other] = [1, 2, 9].map((byte) => new Uint8Array(32).fill(byte)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    expect(store.saveDirectoryKey(2, second)).toBe(true);
    expect(store.saveDirectoryKey(0, first)).toBe(true);
    // Entries are made again with it: the same one may come again, another never takes its place.
    expect(store.saveDirectoryKey(0, other)).toBe(false);
    expect(store.saveDirectoryKey(0, first)).toBe(true);
    expect([...store.directoryKeys()]).toEqual([
      [0, first],
      [2, second],
    ]);
  });
});

describe('small facts', () => {
  it('are kept, replaced and removed by key', async () => {
    const { database } = await bench();
    expect(readMeta(database, 'a.b')).toBeNull();
    writeMeta(database, 'a.b', 'one');
    writeMeta(database, 'a.b', 'two');
    expect(readMeta(database, 'a.b')).toBe('two');
    writeMeta(database, 'a.b', null);
    expect(readMeta(database, 'a.b')).toBeNull();
  });
});
