import { ok, type Result } from '../../../src-shared/base/result.ts';
import { encodeTile, firstOfTile, TILE_ENTRIES, tileKey } from '../../../src-shared/protocol/log-tile.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { putOverUnsuitable } from '../../hub/put-over-unsuitable.ts';
import { type CoverPorts, storedBytes } from '../entry-cover.ts';
import type { EntryStore } from '../entry-store.ts';
import { completeTiles, listTiles } from './log-source.ts';

/** A client that finds many missing leaves the rest for the next time, or for others. */
const WRITTEN_AT_ONCE = 16;

export interface TilePorts extends CoverPorts {
  readonly hub: Hub;
  readonly store: Pick<EntryStore, 'range'>;
}

/**
 * Puts the tiles that the hub lacks of entries up to `head`, oldest first. Whoever does it puts the same bytes.
 *
 * @param lag entries that must have come after a tile's last one: who waits longer mostly finds that others did it.
 * @returns how many were put; none where their folder is a link, and reading does without.
 */
export async function writeTiles(ports: TilePorts, head: number, lag = 0): Promise<Result<number, HubError>> {
  const { hub, store } = ports;
  const complete = completeTiles(head - lag);
  if (complete <= 0) return ok(0);
  const listed = await listTiles(hub, 0);
  if (!listed.ok) return isOfOneObject(listed.error) ? ok(0) : listed;
  let written = 0;
  for (let tile = 0; tile < complete && written < WRITTEN_AT_ONCE; tile += 1) {
    if (listed.value.has(tile)) continue;
    const rows = store.range(firstOfTile(tile), firstOfTile(tile) + TILE_ENTRIES - 1);
    // A log that began with a snapshot may not hold them yet.
    const body = rows.length < TILE_ENTRIES ? null : encodeTile(rows.map((row) => storedBytes(ports, row)));
    if (body === null) continue;
    const put = await putOverUnsuitable(hub, tileKey(tile), body, { durable: 'flush' });
    if (!put.ok) return put;
    written += 1;
  }
  return ok(written);
}
