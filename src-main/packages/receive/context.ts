import type { FeedChains } from '../feed/chain.ts';
import type { PackageEvent } from '../port.ts';
import type { PackagesPorts, Tuning } from '../ports.ts';
import type { MailRows, ReceiptRows } from '../store/mail-rows.ts';
import type { PackageRows } from '../store/package-rows.ts';

/** What the steps of receiving work with. */
export interface ReceiveContext extends Omit<PackagesPorts, 'tuning'> {
  readonly tuning: Tuning;
  readonly packages: PackageRows;
  readonly mail: MailRows;
  readonly receipts: ReceiptRows;
  readonly chains: FeedChains;
  readonly emit: (event: PackageEvent) => void;
}
