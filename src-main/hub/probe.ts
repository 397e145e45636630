import { equalBytes } from '../../src-shared/base/bytes.ts';
import { randomId } from '../../src-shared/base/ids.ts';
import type { Random } from '../../src-shared/base/random.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Hub, HubError, HubResult, ProbeReport } from './port.ts';

/** What the probe found broken; the `detail` of `hub.unsuitable`. */
export type BrokenGuarantee = 'createIfAbsent' | 'readAfterWrite' | 'range' | 'orderedListing' | 'delete';

const WRITERS = 8;
const MAX_ROUNDS = 8;
/** Milliseconds after which no further round begins; the first one always runs. */
const ROUNDS_BUDGET = 800;
/** Of a listing of three keys a page; more than honest probes at the same time leave. */
const MAX_PAGES = 100;
export const PROBE_FOLDER = 'probe';
const FOLDER = `${PROBE_FOLDER}/`;

class ProbeFailure extends Error {
  readonly failure: HubError;

  constructor(failure: HubError) {
    super(failure.code);
    this.failure = failure;
  }
}

function must<T>(result: Result<T, HubError>): T {
  if (!result.ok) throw new ProbeFailure(result.error);
  return result.value;
}

function require(condition: boolean, guarantee: BrokenGuarantee): void {
  if (!condition) throw new ProbeFailure({ code: 'hub.unsuitable', detail: guarantee });
}

/**
 * Checks a store through two or more connections of its driver: concurrent writers of one key, reading after writing,
 * ranges, order and paging of listings, deleting. Everything it wrote is gone afterwards. The way of judging a race is
 * that of the store's users: many writers at once, exactly one of them told `stored`, and its bytes read everywhere.
 */
export async function probeHub(connections: readonly [Hub, Hub, ...Hub[]], random: Random): HubResult<ProbeReport> {
  const [first, second] = connections;
  const id = randomId(random);
  const started = performance.now();
  const written = new Set<string>();
  const elapsed = (): number => performance.now() - started;

  async function put(hub: Hub, key: string, body: Uint8Array, ifAbsent: boolean): Promise<'stored' | 'exists'> {
    written.add(key);
    return must(await hub.put(key, body, { ifAbsent, durable: 'flush' }));
  }

  async function read(hub: Hub, key: string): Promise<Uint8Array> {
    const bytes = must(await hub.get(key, { maxBytes: 1024 }));
    if (bytes === null) throw new ProbeFailure({ code: 'hub.unsuitable', detail: 'readAfterWrite' });
    return bytes;
  }

  async function race(round: number): Promise<void> {
    const key = `${FOLDER}${round}-${id}`;
    const bodies = Array.from({ length: WRITERS }, () => random.bytes(32));
    const outcomes = await Promise.all(
      bodies.map((body, index) => put(connections[index % connections.length] ?? first, key, body, true)),
    );
    const winners = bodies.filter((_, index) => outcomes[index] === 'stored');
    const winner = winners[0];
    require(winners.length === 1 && winner !== undefined, 'createIfAbsent');
    for (const hub of connections) {
      require(equalBytes(await read(hub, key), winner ?? new Uint8Array()), 'readAfterWrite');
    }
    require((await put(second, key, random.bytes(32), true)) === 'exists', 'createIfAbsent');
  }

  async function overwrite(): Promise<void> {
    const key = `${FOLDER}w-${id}`;
    for (const [writer, reader] of [
      [first, second],
      [second, first],
    ] as const) {
      const body = random.bytes(64);
      await put(writer, key, body, false);
      require(equalBytes(await read(reader, key), body), 'readAfterWrite');
      const part = must(await reader.get(key, { maxBytes: 16, range: { start: 60, length: 16 } }));
      require(part !== null && equalBytes(part, body.subarray(60)), 'range');
    }
  }

  async function order(): Promise<void> {
    // Bytewise; people's languages put the last one first, and folders sort without their `/`.
    const keys = ['o-', 'o.', 'o/', 'o0', 'o_'].map((name) => `${FOLDER}${name}${id}`);
    await Promise.all([2, 4, 0, 3, 1].map((index) => put(first, keys[index] ?? '', new Uint8Array(1), true)));
    const seen: string[] = [];
    let after = `${FOLDER}o`;
    for (let more = true, pages = 0; more; pages += 1) {
      const page = must(await second.list(FOLDER, { after, limit: 3 }));
      for (const key of page.keys) {
        require(key > after, 'orderedListing');
        after = key;
        // Others may probe at the same time: look at our own keys only.
        if (keys.includes(key)) seen.push(key);
      }
      more = page.more;
      require(pages < MAX_PAGES && (page.keys.length > 0 || !more), 'orderedListing');
    }
    require(seen.join() === keys.join(), 'orderedListing');
  }

  async function cleanUp(): Promise<void> {
    const keys = [...written];
    for (const deleted of await Promise.all(keys.map((key) => first.delete(key)))) must(deleted);
    for (const read of await Promise.all(keys.map((key) => second.get(key, { maxBytes: 1024 })))) {
      require(must(read) === null, 'delete');
    }
    must(await first.flush());
  }

  try {
    let rounds = 0;
    do {
      await race(rounds);
      rounds += 1;
    } while (rounds < MAX_ROUNDS && elapsed() < ROUNDS_BUDGET);
    await overwrite();
    await order();
    await cleanUp();
    return ok({ writers: WRITERS, rounds, milliseconds: Math.round(elapsed()) });
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    await Promise.all([...written].map((key) => first.delete(key)));
    return err(error.failure);
  }
}
