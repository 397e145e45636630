/**
 * Makes the vault of this folder: `npx tsx tests/vectors/vault/make.ts`. Only for a new version of the format, beside the
 * old one: a vault that once opened must open for ever.
 */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { MINIMUM_PASSWORD_COST, passwordKey } from '../../../src-main/crypto/kdf.ts';
import { loadSodium } from '../../../src-main/crypto/sodium/load.ts';
import type { Keyset } from '../../../src-main/vault/keyset-store.ts';
import { writeMeta } from '../../../src-main/vault/meta.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import { resetCode } from '../../../src-main/vault/reset/code.ts';
import { createVaultStore } from '../../../src-main/vault/vault.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { createMemoryKeychain } from '../../support/memory-keychain.ts';

const target = import.meta.dirname;
const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-vector-'));
const directory = path.join(folder, 'profile');
const [crypto, sodium] = await Promise.all([createCrypto(), loadSodium()]);
const keychain = createMemoryKeychain();
const workers = {
  passwordKey: async (...[password, parameters]: Parameters<typeof argon>) => argon(password, parameters),
};
const argon = (password: Uint8Array, parameters: Parameters<typeof passwordKey>[2]) =>
  passwordKey(sodium, password, parameters);

const typed = 'Zoe\u0308 and the ﬁrst vault';
const { vault, kitCode } = unwrap(
  await createVaultStore({ crypto, keychain, workers }).create({
    directory,
    migrations: [],
    password: passwordBytes(typed),
    allowPasswordOnly: false,
    passwordCost: MINIMUM_PASSWORD_COST,
  }),
);
const keyset: Keyset = {
  organisation: '5e'.repeat(32) as Keyset['organisation'],
  memberId: '0123456789abcdefghjkmnpqrs' as Keyset['memberId'],
  deviceId: '1123456789abcdefghjkmnpqrs' as Keyset['deviceId'],
  mailbox: '2123456789abcdefghjkmnpqrs' as Keyset['mailbox'],
  signing: crypto.signingPair(new Uint8Array(32).fill(1)),
  sealing: crypto.sealingPair(new Uint8Array(32).fill(2)),
  device: crypto.signingPair(new Uint8Array(32).fill(3)),
  hubLocation: { kind: 'folder', path: '/srv/hub' },
};
vault.keyset.save(keyset);
vault.keyset.saveDirectoryKey(0, new Uint8Array(32).fill(4));
writeMeta(vault.database, 'vector.text', 'Grüße 🦭');
const reset = unwrap(vault.resetSecret());
if (reset === null) throw new Error('no reset slot');
const code = resetCode(crypto, reset.secret);
await vault.lock();
await copyFile(path.join(directory, 'vault.json'), path.join(target, 'v2-vault.json'));
await copyFile(path.join(directory, 'vault.db'), path.join(target, 'v2-vault.db'));
const signingPublic = hex(keyset.signing.publicKey);
const about = { typed, kitCode, resetCode: code, keychain: [...keychain.entries], signingPublic };
await writeFile(path.join(target, 'v2-about.json'), `${JSON.stringify(about, null, 2)}\n`);
await rm(folder, { recursive: true });
