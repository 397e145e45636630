import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Keyset } from '../../../src-main/vault/keyset-store.ts';
import { writeMeta } from '../../../src-main/vault/meta.ts';
import { hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { toBase64Url } from '../../../src-shared/base/encoding.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { NEXT_PASSWORD, newVault, PASSWORD, vaultBench } from '../../support/vault.ts';

const CANARY = 'Canary-4711 salary of the whole board';

/** Every way in which these bytes could lie about in a file. */
function spellings(bytes: Uint8Array): readonly Buffer[] {
  const base64 = Buffer.from(bytes).toString('base64');
  return [
    Buffer.from(bytes),
    Buffer.from(hex(bytes)),
    Buffer.from(hex(bytes).toUpperCase()),
    Buffer.from(base64),
    Buffer.from(toBase64Url(bytes)),
  ];
}

async function files(directory: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(directory);
  // The lock file is not read: closing it would drop the lock of this very process.
  const contents = names.filter((name) => name !== 'lock');
  return new Map(
    await Promise.all(contents.map(async (name) => [name, await readFile(path.join(directory, name))] as const)),
  );
}

describe('a vault at rest', () => {
  it('S13 S20 holds no password, key, code, name or text in clear, neither open, nor locked, nor killed', async () => {
    const { store, directory, ports, keychain } = await vaultBench();
    const { vault, kitCode } = unwrap(await store.create(newVault(directory)));
    const keyset: Keyset = {
      organisation: 'ab'.repeat(32) as Keyset['organisation'],
      memberId: '0123456789abcdefghjkmnpqrs' as Keyset['memberId'],
      deviceId: '1123456789abcdefghjkmnpqrs' as Keyset['deviceId'],
      mailbox: '2123456789abcdefghjkmnpqrs' as Keyset['mailbox'],
      signing: ports.crypto.signingPair(),
      sealing: ports.crypto.sealingPair(),
      device: ports.crypto.signingPair(),
      hubLocation: { kind: 'folder', path: '/srv/very-private-hub' },
    };
    vault.keyset.save(keyset);
    const directoryKey = ports.crypto.random(32);
    vault.keyset.saveDirectoryKey(0, directoryKey);
    for (let n = 0; n < 200; n += 1) writeMeta(vault.database, `test.${n}`, CANARY.repeat(n));
    unwrap(await vault.changePassword(PASSWORD, NEXT_PASSWORD));
    const secrets = [
      ...[PASSWORD, NEXT_PASSWORD, utf8(CANARY), utf8(kitCode), utf8(kitCode.replaceAll('-', ''))],
      ...[utf8('very-private-hub'), utf8(keyset.memberId), utf8(keyset.organisation), directoryKey],
      ...[keyset.signing.secretKey, keyset.sealing.secretKey, keyset.device.secretKey, keyset.signing.publicKey],
      ...[...keychain.entries.values()].flatMap((text) => [
        utf8(text),
        Uint8Array.from(Buffer.from(text, 'base64url')),
      ]),
    ];
    const open = await files(directory);
    expect([...open.keys()]).toContain('vault.db-wal');
    await vault.lock();
    const locked = await files(directory);
    expect([...locked.keys()].sort()).toEqual(['vault.db', 'vault.json']);
    for (const state of [open, locked]) {
      for (const [name, content] of state) {
        for (const secret of secrets.flatMap(spellings)) expect(content.includes(secret), name).toBe(false);
      }
    }
    // Not even what any SQLite file starts with.
    expect(locked.get('vault.db')?.includes('SQLite format 3')).toBe(false);
  });

  it('S20 tells errors without a path, a name or a secret in them', async () => {
    const { store, directory } = await vaultBench();
    const place = { directory, migrations: [] };
    const told: unknown[] = [await store.unlock({ ...place, password: PASSWORD })];
    await writeFile(directory, 'a file where the folder should be');
    told.push(await store.create(newVault(directory)), await store.unlock({ ...place, password: PASSWORD }));
    const below = path.join(directory, 'deeper');
    told.push(await store.create(newVault(below)));
    expect(told).toMatchObject([
      { ok: false, error: { code: 'vault.missing' } },
      { ok: false, error: { code: 'vault.io' } },
      { ok: false, error: { code: 'vault.io' } },
      { ok: false, error: { code: 'vault.io' } },
    ]);
    for (const part of [directory, path.basename(path.dirname(directory)), 'correct horse']) {
      expect(JSON.stringify(told)).not.toContain(part);
    }
  });
});
