import { fromUtf8 } from '../../../src-shared/base/bytes.ts';
import { type PolicyState, RULES } from '../../../src-shared/policy/model/state.ts';
import { STATE_SECTIONS, type StateChunk, stateChunks } from '../../../src-shared/policy/model/state-text.ts';
import type { Migration, VaultDatabase } from '../../vault/database.ts';

/*
 * States in the vault, so that unlocking replays the last entries and not all of them. `policy_base` names the entry
 * before which the vault holds no whole log yet: it began with a snapshot of the state there.
 */

export const snapshotMigrations: readonly Migration[] = [
  {
    id: 'organisation-snapshots-1',
    sql: `
      CREATE TABLE policy_state (seq INTEGER PRIMARY KEY, complete INTEGER NOT NULL) STRICT;
      CREATE TABLE policy_state_chunk (
        seq INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, text BLOB NOT NULL,
        PRIMARY KEY (seq, position)
      ) STRICT;
      CREATE TABLE policy_root (seq INTEGER PRIMARY KEY, root TEXT NOT NULL) STRICT;
      CREATE TABLE policy_base (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL) STRICT;`,
  },
];

/** Written in one transaction; more at once would hold up the window. */
const WRITTEN_AT_ONCE = 2 * 1024 * 1024;

export interface StateStore {
  /** Places at which a state is kept, oldest first. */
  places(): readonly number[];
  /** null: none is kept there, or one of another version of the rules. */
  load(seq: number): PolicyState | null;
  /**
   * Keeps a state; of several, the newest and the base remain. Other work runs in between: 10,000 members are 30 MiB.
   *
   * @param pause lets other work run.
   */
  save(state: PolicyState, pause: () => Promise<void>): Promise<void>;
  /**
   * The same, but that the state does not count yet.
   *
   * @returns makes it count; for the caller's transaction.
   */
  prepare(state: PolicyState, pause: () => Promise<void>): Promise<() => void>;
  /** Entries after this one, and genesis, are in the vault; those between may not be. 0: the log is whole. */
  base(): number;
  setBase(seq: number): void;
}

export function createStateStore(database: VaultDatabase): StateStore {
  const places = () =>
    database.all('SELECT seq FROM policy_state WHERE complete = 1 ORDER BY seq').map(({ seq }) => Number(seq));
  const base = () => Number(database.get('SELECT seq FROM policy_base')?.seq ?? 0);

  function drop(seq: number): void {
    database.run('DELETE FROM policy_state_chunk WHERE seq = ?', seq);
    database.run('DELETE FROM policy_state WHERE seq = ?', seq);
  }

  /** Makes the chunks under way part of a state that counts, and lets go of those that it replaces. */
  function complete(seq: number): void {
    database.transaction(() => {
      database.run('UPDATE policy_state SET complete = 1 WHERE seq = ?', seq);
      for (const other of places()) if (other < seq && other !== base()) drop(other);
    });
  }

  function* written(state: PolicyState): Generator<void> {
    const { seq } = state.head;
    database.transaction(() => {
      for (const row of database.all('SELECT seq FROM policy_state WHERE complete = 0')) drop(Number(row.seq));
      database.run('INSERT INTO policy_state VALUES (?, 0)', seq);
    });
    let position = 0;
    let chunks: StateChunk[] = [];
    let size = 0;
    const write = () => {
      database.transaction(() => {
        for (const { name, text } of chunks) {
          database.run('INSERT INTO policy_state_chunk VALUES (?, ?, ?, ?)', seq, position, name, text);
          position += 1;
        }
      });
      chunks = [];
      size = 0;
    };
    for (const chunk of stateChunks(state)) {
      chunks.push(chunk);
      size += chunk.text.length;
      if (size < WRITTEN_AT_ONCE) continue;
      write();
      yield;
    }
    write();
  }

  async function prepare(state: PolicyState, pause: () => Promise<void>): Promise<() => void> {
    const { seq } = state.head;
    if (places().includes(seq)) return () => undefined;
    for (const _ of written(state)) await pause();
    return () => complete(seq);
  }

  return {
    places,
    load(seq) {
      if (!places().includes(seq)) return null;
      const sql = 'SELECT name, text FROM policy_state_chunk WHERE seq = ? ORDER BY position';
      return stateOf(
        database
          .all(sql, seq)
          .flatMap(({ name, text }) => (text instanceof Uint8Array ? [{ name: String(name), text }] : [])),
      );
    },
    async save(state, pause) {
      const count = await prepare(state, pause);
      count();
    },
    prepare,
    base,
    setBase(seq) {
      database.transaction(() => {
        database.run('DELETE FROM policy_base');
        if (seq > 0) database.run('INSERT INTO policy_base VALUES (1, ?)', seq);
      });
    },
  };
}

interface Header {
  readonly v: number;
  readonly rules: number;
  readonly counts: unknown;
}

/**
 * The vault authenticates its pages, so this is what `stateChunks` wrote of a state that was verified: the shape is not
 * checked again, which would take longer than replaying the log.
 */
function stateOf([first, ...chunks]: readonly StateChunk[]): PolicyState | null {
  if (first === undefined) return null;
  const { v, counts: _, ...scalars } = JSON.parse(fromUtf8(first.text)) as Header;
  if (v !== 1 || scalars.rules !== RULES) return null;
  const maps = new Map(STATE_SECTIONS.map((section) => [section as string, new Map<string, unknown>()]));
  for (const { name, text } of chunks) {
    const section = name.slice(0, name.indexOf('/'));
    const map = maps.get(section);
    for (const item of JSON.parse(fromUtf8(text)) as readonly (readonly [string, string] | { readonly id: string })[]) {
      if ('id' in item) map?.set(item.id, item);
      else map?.set(item[0], item[1]);
    }
  }
  return { ...scalars, ...Object.fromEntries(maps) } as unknown as PolicyState;
}
