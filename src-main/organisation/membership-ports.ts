import type { Clock } from '../../src-shared/base/clock.ts';
import type { Crypto } from '../crypto/port.ts';
import type { Hub } from '../hub/port.ts';
import type { VaultDatabase } from '../vault/database.ts';
import { createKeysetStore } from '../vault/keyset-store.ts';
import type { LogPorts } from './log-ports.ts';

/** What creating, joining and opening an organisation stand on. `database`: an open vault with all migrations. */
export interface MembershipPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
  readonly database: VaultDatabase;
  readonly clock: Clock;
}

/** The log's ports, with directory keys from the vault; null until the vault has been given to a member. */
export function logPortsOf(ports: MembershipPorts): LogPorts | null {
  const keysets = createKeysetStore(ports.database);
  const keyset = keysets.load();
  if (keyset === null) return null;
  const keys = keysets.directoryKeys();
  return { ...ports, organisation: keyset.organisation, directoryKey: (epoch) => keys.get(epoch) ?? null };
}
