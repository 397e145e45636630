import type { ReceiveContext } from '../receive/context.ts';
import type { Slots } from '../slots.ts';
import type { SaveRows } from '../store/save-rows.ts';
import type { TransferBook } from '../transfers.ts';

/** What saving works with, besides what receiving does. */
export interface SaveContext extends ReceiveContext {
  readonly slots: Slots;
  readonly book: TransferBook;
  readonly saves: SaveRows;
}
