import type { Clock } from '../../src-shared/base/clock.ts';
import type { Crypto, Workers } from '../crypto/port.ts';
import type { Hub } from '../hub/port.ts';
import type { VaultDatabase } from '../vault/database.ts';
import { createKeysetStore } from '../vault/keyset-store.ts';
import { keepNamed, obtainDirectoryKey } from './keys/directory-keys.ts';
import { createKeyStore, type KeyStore } from './keys/key-store.ts';
import type { LogPorts } from './log-ports.ts';

/** What creating, joining and opening an organisation stand on. `database`: an open vault with all migrations. */
export interface MembershipPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
  readonly database: VaultDatabase;
  readonly clock: Clock;
  /** Threads that check entries beforehand and seal keys to many; absent: this one does it all. */
  readonly workers?: Pick<Workers, 'checkEntries' | 'wrapForAll'>;
}

/** A log's ports, and where they have the organisation's keys from. */
export interface MemberLogPorts extends LogPorts {
  readonly keys: KeyStore;
}

/** The log's ports, with directory keys from vault and hub; null until the vault has been given to a member. */
export function logPortsOf(ports: MembershipPorts): MemberLogPorts | null {
  const keyset = createKeysetStore(ports.database).load();
  if (keyset === null) return null;
  const { organisation, sealing, memberId: member } = keyset;
  const keys = createKeyStore(ports.database);
  return {
    ...ports,
    organisation,
    member,
    keys,
    directoryKey: (epoch) => keys.get('directory', epoch),
    directoryCandidates: (epoch) => keys.candidates('directory', epoch),
    keepDirectoryKey: (epoch, secret) => keepNamed(keys, epoch, secret),
    obtainDirectoryKey: (epoch, copies) =>
      obtainDirectoryKey({ ...ports, organisation, sealing, store: keys }, epoch, copies),
  };
}
