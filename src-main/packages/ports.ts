import type { Clock } from '../../src-shared/base/clock.ts';
import type { DeviceId, MailboxId, MemberId } from '../../src-shared/base/ids.ts';
import type { Random } from '../../src-shared/base/random.ts';
import type { Crypto, SealingPair, Workers } from '../crypto/port.ts';
import type { Hub } from '../hub/port.ts';
import type { PolicyLog } from '../organisation/policy-log.ts';
import type { VaultDatabase } from '../vault/database.ts';

/** The one source of delays, so that tests need not wait. */
export interface Timer {
  /** Runs once after so many milliseconds, unless the returned function is called first. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Whose packages these are. Keys are borrowed: whoever made the service zeroes them after `close`. */
export interface Me {
  readonly member: MemberId;
  readonly device: DeviceId;
  readonly mailbox: MailboxId;
  /** Ed25519 secret key of this device, 64 bytes. */
  readonly deviceKey: Uint8Array;
  readonly sealing: SealingPair;
}

/** Figures that tests make smaller and nobody else changes; times in milliseconds. */
export interface Tuning {
  /** Waits after the first, second, ... failure of the hub; the last repeats. */
  readonly retryDelays: readonly number[];
  /** Segments are made durable, and recorded as done, at the latest after so many, or so much time. */
  readonly checkpointSegments: number;
  readonly checkpointMs: number;
  readonly progressMs: number;
  /** Password hashing of package passwords. */
  readonly passes: number;
  readonly memoryKiB: number;
  /** Between two complete listings of the mailbox. */
  readonly relistMs: number;
}

export const DEFAULT_TUNING: Tuning = {
  retryDelays: [1000, 2000, 5000, 10_000, 30_000, 60_000],
  checkpointSegments: 64,
  checkpointMs: 10_000,
  progressMs: 100,
  passes: 3,
  memoryKiB: 256 * 1024,
  relistMs: 6 * 60 * 60 * 1000,
};

export interface PackagesPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
  readonly workers: Workers;
  readonly log: PolicyLog;
  readonly database: VaultDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly me: Me;
  readonly tuning?: Partial<Tuning>;
}
