import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import {
  decodeTile,
  firstOfTile,
  TILE_ENTRIES,
  TILE_MAX,
  TILE_PREFIX,
  tileKey,
  tileOf,
  tileOfKey,
} from '../../../src-shared/protocol/log-tile.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubError, HubResult } from '../../hub/port.ts';
import { type Fetched, fetchWindow } from '../hub-log.ts';

/** Entries in the order of the log, as the hub gives them. */
export interface Piece {
  /** Sequence number of the first. */
  readonly first: number;
  readonly entries: readonly Fetched[];
  /** The tile that they come from; null: each was fetched by itself. */
  readonly tile: number | null;
}

export const FIRST_WINDOW = 4;
const LARGEST_WINDOW = 64;
const TILES_PAGE = 10_000;
/** A hub that lists without end is not believed without end. */
const TILES_MOST = 200_000;
/** After so many wrong tiles no other is asked for: somebody means harm. */
const WRONG_TILES = 3;

/**
 * Fetches a log from some place on: single entries in growing windows, tiles where there are any. A tile is a hint: when
 * it is missing, damaged or wrong, the entries in it are fetched one by one.
 */
export class LogSource {
  readonly #hub: Hub;
  readonly #signal: AbortSignal | undefined;
  #size = FIRST_WINDOW;
  /** Which tiles the hub lists; null: not asked yet. */
  #tiles: ReadonlySet<number> | null = null;
  readonly #wrong = new Set<number>();

  constructor(hub: Hub, signal?: AbortSignal) {
    this.#hub = hub;
    this.#signal = signal;
  }

  async fetch(first: number): HubResult<Piece> {
    const tile = tileOf(first);
    // Whoever is only a few entries behind need not know of tiles.
    if (this.#tiles === null && this.#size > FIRST_WINDOW) {
      const listed = await listTiles(this.#hub, tile, this.#signal);
      if (!listed.ok && !isOfOneObject(listed.error)) return listed;
      // A link where the folder of the tiles should be: there are none.
      this.#tiles = listed.ok ? listed.value : new Set();
    }
    if (this.#tiles?.has(tile) === true && !this.#wrong.has(tile) && this.#wrong.size < WRONG_TILES) {
      const entries = await this.#fromTile(tile);
      if (!entries.ok) return entries;
      if (entries.value !== null) return ok({ first, tile, entries: entries.value.slice(first - firstOfTile(tile)) });
      this.distrust(tile);
    }
    const entries = await fetchWindow(this.#hub, first, this.#size, this.#signal);
    if (!entries.ok) return entries;
    this.#size = Math.min(2 * this.#size, LARGEST_WINDOW);
    return ok({ first, tile: null, entries: entries.value });
  }

  /** What was fetched last ended the log, for now. */
  beginAgain(): void {
    this.#size = FIRST_WINDOW;
  }

  /** A tile was wrong: its entries are fetched one by one. */
  distrust(tile: number): void {
    this.#wrong.add(tile);
  }

  async #fromTile(tile: number): HubResult<readonly Uint8Array[] | null> {
    const signal = this.#signal === undefined ? {} : { signal: this.#signal };
    const got = await this.#hub.get(tileKey(tile), { maxBytes: TILE_MAX, ...signal });
    if (got.ok) return ok(got.value === null ? null : decodeTile(got.value));
    return isOfOneObject(got.error) ? ok(null) : got;
  }
}

/** Tiles from `from` on, as the hub lists them. */
export async function listTiles(
  hub: Hub,
  from: number,
  signal?: AbortSignal,
): Promise<Result<ReadonlySet<number>, HubError>> {
  const tiles = new Set<number>();
  let after = from === 0 ? undefined : tileKey(from - 1);
  for (;;) {
    const page = await hub.list(TILE_PREFIX, {
      limit: TILES_PAGE,
      ...(after !== undefined && { after }),
      ...(signal !== undefined && { signal }),
    });
    if (!page.ok) return err(page.error);
    for (const key of page.value.keys) {
      const tile = tileOfKey(key);
      if (tile !== null) tiles.add(tile);
    }
    after = page.value.keys.at(-1);
    if (!page.value.more || after === undefined || tiles.size > TILES_MOST) return ok(tiles);
  }
}

/** How many tiles are complete at this head. */
export const completeTiles = (head: number): number => Math.floor(head / TILE_ENTRIES);
