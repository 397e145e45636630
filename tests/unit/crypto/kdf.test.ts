import { describe, expect, it } from 'vitest';
import {
  checkPasswordParameters,
  DEFAULT_PASSWORD_COST,
  MINIMUM_PASSWORD_COST,
  passwordKey,
  passwordParameters,
} from '../../../src-main/crypto/kdf.ts';
import type { PasswordParameters } from '../../../src-main/crypto/port.ts';
import { nativeSodium } from '../../../src-main/crypto/sodium/native.ts';
import type { Sodium } from '../../../src-main/crypto/sodium/port.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';

const salt = new Uint8Array(16).fill(7);
const GIB = 1024 * 1024;
const good = passwordParameters(salt, MINIMUM_PASSWORD_COST);

describe('password parameters', () => {
  it('default to 3 passes over 256 MiB', () => {
    expect(passwordParameters(salt)).toEqual({ algorithm: 'argon2id13', passes: 3, memoryKiB: 262_144, salt });
    expect(checkPasswordParameters(passwordParameters(salt, DEFAULT_PASSWORD_COST)).ok).toBe(true);
  });

  it('are accepted at the bounds', () => {
    expect(checkPasswordParameters(good).ok).toBe(true);
    expect(checkPasswordParameters({ ...good, passes: 10, memoryKiB: GIB }).ok).toBe(true);
  });

  const hostile: readonly (readonly [string, Partial<PasswordParameters>])[] = [
    ['one pass', { passes: 1 }],
    ['eleven passes', { passes: 11 }],
    ['a fraction of a pass', { passes: 2.5 }],
    ['no number of passes', { passes: Number.NaN }],
    ['just under 64 MiB', { memoryKiB: 64 * 1024 - 1 }],
    ['just over 1 GiB', { memoryKiB: GIB + 1 }],
    ['a terabyte', { memoryKiB: 1024 * GIB }],
    ['infinite memory', { memoryKiB: Number.POSITIVE_INFINITY }],
    ['a negative number', { memoryKiB: -1 }],
    ['a short salt', { salt: new Uint8Array(15) }],
    ['a long salt', { salt: new Uint8Array(17) }],
    ['another algorithm', { algorithm: 'argon2i13' as 'argon2id13' }],
  ];

  it.each(hostile)('S22 are refused before anything is computed when they ask for %s', (_, change) => {
    let asked = 0;
    const counting: Sodium = {
      ...nativeSodium,
      argon2id: () => {
        asked += 1;
        return new Uint8Array(32);
      },
    };
    const derived = passwordKey(counting, utf8('password'), { ...good, ...change });
    expect(derived).toMatchObject({ ok: false, error: { code: 'crypto.parameters' } });
    expect(asked).toBe(0);
  });

  it('say so when the memory cannot be had', () => {
    const poor: Sodium = {
      ...nativeSodium,
      argon2id: () => {
        throw new Error('out of memory');
      },
    };
    expect(passwordKey(poor, utf8('password'), good)).toEqual({
      ok: false,
      error: { code: 'crypto.parameters', detail: 'memory not available' },
    });
  });

  it('each change the key', () => {
    const keys = [
      passwordKey(nativeSodium, utf8('password'), good),
      passwordKey(nativeSodium, utf8('Password'), good),
      passwordKey(nativeSodium, utf8('password'), { ...good, passes: 3 }),
      passwordKey(nativeSodium, utf8('password'), { ...good, memoryKiB: good.memoryKiB + 8 }),
      passwordKey(nativeSodium, utf8('password'), { ...good, salt: new Uint8Array(16) }),
    ].map((key) => (key.ok ? Buffer.from(key.value).toString('hex') : ''));
    expect(new Set(keys).size).toBe(5);
    expect(keys[0]).toHaveLength(64);
  });
});
