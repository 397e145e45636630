import type { Clock } from '../../src-shared/base/clock.ts';
import type { OrganisationId } from '../../src-shared/base/ids.ts';
import type { Crypto } from '../crypto/port.ts';
import type { Hub } from '../hub/port.ts';
import type { VaultDatabase } from '../vault/database.ts';

/** What a policy log stands on. */
export interface LogPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
  /** An open vault with `organisationMigrations` applied. */
  readonly database: VaultDatabase;
  readonly clock: Clock;
  readonly organisation: OrganisationId;
  /** null when we do not hold that epoch. */
  readonly directoryKey: (epoch: number) => Uint8Array | null;
}
