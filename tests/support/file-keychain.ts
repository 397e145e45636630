import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Keychain } from '../../src-main/vault/keychain/port.ts';
import { ok } from '../../src-shared/base/result.ts';

/** A keychain in a file, for tests that kill the process that uses it: like a real one, it outlives that. */
export function createFileKeychain(file: string): Keychain {
  const read = (): Record<string, string> => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return {};
    }
  };
  const write = (entries: Record<string, string>): void => {
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(entries));
    renameSync(`${file}.${process.pid}`, file);
  };
  return {
    backend: 'file',
    getPassword: async (service, account) => ok(read()[`${service}/${account}`] ?? null),
    async setPassword(service, account, password) {
      write({ ...read(), [`${service}/${account}`]: password });
      return ok();
    },
    async deletePassword(service, account) {
      const { [`${service}/${account}`]: found, ...rest } = read();
      write(rest);
      return ok(found !== undefined);
    },
  };
}
