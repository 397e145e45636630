import type { Clock } from '../../src-shared/base/clock.ts';
import type { MemberId, OrganisationId } from '../../src-shared/base/ids.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { Crypto, Workers } from '../crypto/port.ts';
import type { Hub, HubError } from '../hub/port.ts';
import type { VaultDatabase } from '../vault/database.ts';
import type { Candidate } from './keys/key-store.ts';

/** What a policy log stands on. */
export interface LogPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
  /** An open vault with `organisationMigrations` applied. */
  readonly database: VaultDatabase;
  readonly clock: Clock;
  /** Threads that check entries beforehand; absent: this one does it all. */
  readonly workers?: Pick<Workers, 'checkEntries'>;
  readonly organisation: OrganisationId;
  /** Who reads; absent for whoever reads without being a member. */
  readonly member?: MemberId;
  /** null when we do not hold that epoch. */
  readonly directoryKey: (epoch: number) => Uint8Array | null;
  /** Keys of that epoch that are found and do not count yet, by the objects that they open; absent like `member`. */
  readonly directoryCandidates?: (epoch: number) => readonly Candidate[];
  /** From now on `directoryKey` has it, unless it has another. */
  readonly keepDirectoryKey?: (epoch: number, secret: Uint8Array) => void;
  /**
   * Looks for a directory key on the hub; absent like `member`.
   * @param copies what the entry that brought the key names
   * @returns whether `directoryKey` has it now
   */
  readonly obtainDirectoryKey?: (epoch: number, copies: string) => Promise<Result<boolean, HubError>>;
}
