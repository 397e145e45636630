import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import type { Migration, VaultDatabase } from '../vault/database.ts';

const DAY_MS = 86_400_000;
/** A sync every few seconds is not written down each time. */
const RECORD_EVERY_MS = 60_000;

/** How old this copy of the policy is, and what that means. Times in milliseconds. */
export interface Lease {
  /** When the hub last showed that the copy was up to date. */
  readonly renewedAt: number;
  /** Past this time nothing is written to the log until the hub has answered again. */
  readonly until: number;
  readonly expired: boolean;
  /** What sending does once it has expired. */
  readonly sending: 'warn' | 'stop';
}

/**
 * The lease of a policy copy: whoever keeps somebody from the hub, or keeps away from it, does not govern, or send, by
 * rules that have long changed. Reading is not touched.
 *
 * @param renewedAt of the last successful sync
 * @param now a clock that was set back does not lengthen the lease: it is never taken as before `renewedAt`
 */
export function leaseOf(settings: PolicyState['settings'], renewedAt: number, now: number): Lease {
  const until = renewedAt + settings['security.leaseDays'].value * DAY_MS;
  const expired = Math.max(now, renewedAt) > until;
  return { renewedAt, until, expired, sending: settings['security.staleSending'].value };
}

export const leaseMigrations: readonly Migration[] = [
  {
    id: 'organisation-lease-1',
    sql: 'CREATE TABLE policy_lease (one INTEGER PRIMARY KEY CHECK (one = 1), renewed_at INTEGER NOT NULL) STRICT;',
  },
];

/** The time of the last successful sync, kept in the vault. */
export interface LeaseStore {
  /** null: this vault has never synced. */
  renewedAt(): number | null;
  renew(now: number): void;
}

export function createLeaseStore(database: VaultDatabase): LeaseStore {
  const row = database.get('SELECT renewed_at FROM policy_lease');
  let recorded = typeof row?.renewed_at === 'number' ? row.renewed_at : null;
  let renewed = recorded;
  return {
    renewedAt: () => renewed,
    renew(now) {
      renewed = now;
      if (recorded !== null && Math.abs(now - recorded) < RECORD_EVERY_MS) return;
      recorded = renewed;
      database.run('INSERT OR REPLACE INTO policy_lease VALUES (1, ?)', renewed);
    },
  };
}
