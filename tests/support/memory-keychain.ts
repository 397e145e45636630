import type { Keychain, KeychainError } from '../../src-main/vault/keychain/port.ts';
import { err, ok } from '../../src-shared/base/result.ts';

/** A keychain in memory, for tests of what uses one; `failing` makes every call answer with that error. */
export interface MemoryKeychain extends Keychain {
  readonly entries: Map<string, string>;
  failing: KeychainError['code'] | null;
}

export function createMemoryKeychain(backend = 'memory'): MemoryKeychain {
  const entries = new Map<string, string>();
  const answer = async <T>(work: () => T) =>
    keychain.failing === null ? ok(work()) : err({ code: keychain.failing, detail: 'test' });
  const keychain: MemoryKeychain = {
    backend,
    entries,
    failing: null,
    getPassword: (service, account) => answer(() => entries.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, password) => answer(() => void entries.set(`${service}/${account}`, password)),
    deletePassword: (service, account) => answer(() => entries.delete(`${service}/${account}`)),
  };
  return keychain;
}
