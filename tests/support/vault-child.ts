/**
 * What the tests of faults run as a process of its own, to be killed: `tsx vault-child.ts JOB DIRECTORY KEYCHAIN`. Each
 * thing that is certainly done is told in one line on standard output.
 *
 * Argon2id is replaced by a plain hash here and in the tests that open these vaults, so that nearly all of the time is
 * spent where a kill might hurt: in writing.
 */
import { writeSync } from 'node:fs';
import process from 'node:process';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import type { VaultPorts } from '../../src-main/vault/context.ts';
import type { Migration } from '../../src-main/vault/database.ts';
import type { Keychain } from '../../src-main/vault/keychain/port.ts';
import { readMeta, writeMeta } from '../../src-main/vault/meta.ts';
import { passwordBytes } from '../../src-main/vault/password.ts';
import { createVaultStore } from '../../src-main/vault/vault.ts';
import { ok, unwrap } from '../../src-shared/base/result.ts';
import { createFileKeychain } from './file-keychain.ts';

export const CHILD_JOBS = ['create', 'hold', 'changePassword', 'write', 'renewKit', 'kit'] as const;
export type ChildJob = (typeof CHILD_JOBS)[number];

export const childMigrations: readonly Migration[] = [
  { id: 'child-1', sql: 'CREATE TABLE entry (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT' },
];

/** The passwords that a child goes through; it starts with number 0. */
export const childPassword = (number: number): Uint8Array => passwordBytes(`password number ${number}`);

export async function childPorts(keychainFile: string): Promise<VaultPorts> {
  const crypto = await createCrypto();
  return {
    crypto,
    keychain: createFileKeychain(keychainFile),
    workers: { passwordKey: async (password, { salt }) => ok(crypto.hash(Uint8Array.of(...password, ...salt))) },
  };
}

/** Seems to have lost what it held before, so that a new secret is made and bound; in truth nothing is lost. */
function forgetful(keychain: Keychain): Keychain {
  const fresh = new Set<string>();
  return {
    ...keychain,
    getPassword: async (service, account) => (fresh.has(account) ? keychain.getPassword(service, account) : ok(null)),
    setPassword(service, account, password) {
      fresh.add(account);
      return keychain.setPassword(service, account, password);
    },
  };
}

function tell(line: string): void {
  writeSync(1, `${line}\n`);
}

async function main([job, directory = '', keychainFile = '']: readonly string[]): Promise<void> {
  const store = createVaultStore(await childPorts(keychainFile));
  const place = { directory, migrations: childMigrations };
  if (job === 'create') {
    tell('start');
    const { vault } = unwrap(await store.create({ ...place, password: childPassword(0), allowPasswordOnly: false }));
    tell('created');
    await vault.lock();
    return;
  }
  const vault = unwrap(await store.unlock({ ...place, password: childPassword(0) }));
  tell('start');
  switch (job) {
    case 'hold':
      setInterval(() => undefined, 1000);
      return;
    case 'changePassword':
      for (let number = 1; ; number += 1) {
        unwrap(await vault.changePassword(childPassword(number - 1), childPassword(number)));
        tell(String(number));
      }
    case 'renewKit':
      for (;;) tell(unwrap(await vault.renewKit(childPassword(0))));
    case 'kit': {
      const code = unwrap(await vault.recoveryCode(childPassword(0)));
      await vault.lock();
      for (let number = 1; ; number += 1) {
        const ports = await childPorts(keychainFile);
        const rebinding = { ...ports, keychain: forgetful(ports.keychain) };
        const kit = { ...place, code, newPassword: childPassword(number), allowPasswordOnly: false };
        const opened = unwrap(await createVaultStore(rebinding).unlockWithKit(kit));
        tell(String(number));
        await opened.lock();
      }
    }
    case 'write':
      for (let number = Number(readMeta(vault.database, 'child.count') ?? 0) + 1; ; number += 1) {
        vault.database.transaction(() => {
          const body = new Uint8Array(number % 5000).fill(number);
          vault.database.run('INSERT INTO entry (number, body) VALUES (?, ?)', number, body);
          writeMeta(vault.database, 'child.count', String(number));
        });
        tell(String(number));
      }
    default:
      throw new Error(`no job "${job}"`);
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
