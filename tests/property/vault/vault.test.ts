import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { Crypto } from '../../../src-main/crypto/port.ts';
import { openDatabase } from '../../../src-main/vault/database/open-database.ts';
import type { SqlValue } from '../../../src-main/vault/database.ts';
import { decodeVaultFile } from '../../../src-main/vault/file/codec.ts';
import { decodeMessage } from '../../../src-main/vault/keychain/dbus-message.ts';
import { kitCode, readKitCode } from '../../../src-main/vault/kit/code.ts';
import { checkNewPassword, passwordBytes } from '../../../src-main/vault/password.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';

let crypto: Crypto;
beforeAll(async () => {
  crypto = await createCrypto();
});

async function database() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-property-'));
  const migrations = [{ id: 'p-1', sql: 'CREATE TABLE pair (key TEXT PRIMARY KEY, value ANY) STRICT' }];
  const options = { path: path.join(folder, 'vault.db'), key: new Uint8Array(32), migrations };
  const opened = unwrap(openDatabase({ ...options, mode: 'create' }));
  onTestFinished(async () => {
    opened.close();
    await rm(folder, { recursive: true, force: true });
  });
  return opened;
}

const sqlValue: fc.Arbitrary<SqlValue> = fc.oneof(
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.uint8Array({ maxLength: 300 }),
  fc.constant(null),
);

describe('recovery codes', () => {
  it('lead back to their secret, however they were typed', () => {
    const typing = fc.array(fc.constantFrom('', ' ', '-', '–', '\t', '\n'), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), typing, fc.boolean(), (secret, gaps, lower) => {
        const groups = kitCode(crypto, secret).split('-');
        const typed = groups.map((group, index) => group + (gaps[index] ?? '')).join('');
        expect(unwrap(readKitCode(crypto, lower ? typed.toLowerCase() : typed))).toEqual(secret);
      }),
    );
  });

  it('S21 are read from any text without more than a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        const read = readKitCode(crypto, typed);
        expect(read.ok ? 'a code in a million' : read.error.code).toBe('vault.kitTypo');
      }),
    );
  });
});

describe('the vault database', () => {
  it('gives back every value as it was stored', async () => {
    const db = await database();
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), sqlValue, (key, value) => {
        const stored = key.replaceAll('\0', '0');
        db.run('INSERT OR REPLACE INTO pair (key, value) VALUES (?, ?)', stored, value);
        expect(db.get('SELECT value FROM pair WHERE key = ?', stored)).toEqual({ value });
      }),
      { numRuns: 300 },
    );
  });

  it('is after any series of transactions what a map is that only took the ones that did not fail', async () => {
    const db = await database();
    const change = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      value: fc.option(fc.integer(), { nil: null }),
    });
    const series = fc.array(fc.record({ changes: fc.array(change), fails: fc.boolean() }), { maxLength: 20 });
    fc.assert(
      fc.property(series, (transactions) => {
        db.run('DELETE FROM pair');
        let model = new Map<string, number>();
        for (const { changes, fails } of transactions) {
          const next = new Map(model);
          const work = () => {
            for (const { key, value } of changes) {
              if (value === null) {
                next.delete(key);
                db.run('DELETE FROM pair WHERE key = ?', key);
              } else {
                next.set(key, value);
                db.transaction(() => db.run('INSERT OR REPLACE INTO pair VALUES (?, ?)', key, value));
              }
            }
            if (fails) throw new RangeError('on purpose');
          };
          if (fails) expect(() => db.transaction(work)).toThrow('on purpose');
          else {
            db.transaction(work);
            model = next;
          }
          const rows = db.all('SELECT key, value FROM pair');
          expect(new Map(rows.map((row) => [row.key, row.value]))).toEqual(model);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('S21 what the vault reads', () => {
  it('is refused as damaged when it is not a vault file, whatever it is', () => {
    const json = fc.json().map((text) => utf8(text));
    const nearly = fc
      .record({ format: fc.constant('sealpost-vault'), check: fc.string(), seal: fc.string(), vault: fc.object() })
      .map((value) => utf8(JSON.stringify(value)));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 2000 }), json, nearly), (bytes) => {
        expect(decodeVaultFile(crypto, bytes)).toMatchObject({ ok: false, error: { code: 'vault.damaged' } });
      }),
      { numRuns: 500 },
    );
  });

  it('is a message, not yet one, or a RangeError or TypeError, whatever a bus sends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(100), fc.nat(200), (bytes, body, fields) => {
        const message = Uint8Array.from([0x6c, 2, 0, 1, body, 0, 0, 0, 1, 0, 0, 0, fields, 0, 0, 0, ...bytes]);
        for (const input of [bytes, message]) {
          try {
            const decoded = decodeMessage(input);
            if (decoded !== null) expect(decoded.length).toBeLessThanOrEqual(input.length);
          } catch (error) {
            expect(error instanceof RangeError || error instanceof TypeError).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('passwords', () => {
  it('are accepted exactly when they have eight characters that are not all the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (typed) => {
        const normal = Array.from(typed.normalize('NFKC'));
        const accepted = normal.length >= 8 && new Set(normal).size > 1;
        expect(checkNewPassword(passwordBytes(typed)).ok).toBe(accepted);
      }),
    );
  });
});
