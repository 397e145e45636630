import type { OwnFeed } from '../feed/own-feed.ts';
import type { PackageEvent } from '../port.ts';
import type { PackagesPorts, Tuning } from '../ports.ts';
import type { Slots } from '../slots.ts';
import type { OutboxRows } from '../store/outbox-rows.ts';
import type { PackageRows } from '../store/package-rows.ts';
import type { TransferBook } from '../transfers.ts';

/** What the steps of sending work with. */
export interface SendContext extends Omit<PackagesPorts, 'tuning'> {
  readonly tuning: Tuning;
  readonly slots: Slots;
  readonly book: TransferBook;
  readonly rows: OutboxRows;
  readonly packages: PackageRows;
  readonly feed: OwnFeed;
  readonly emit: (event: PackageEvent) => void;
}
