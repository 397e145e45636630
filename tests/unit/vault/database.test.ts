import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src-main/vault/database/open-database.ts';
import type { Migration } from '../../../src-main/vault/database.ts';
import { faultOf, VaultFault } from '../../../src-main/vault/error.ts';
import { unwrap } from '../../../src-shared/base/result.ts';

const KEY = new Uint8Array(32).fill(7);
const migrations: readonly Migration[] = [
  { id: 'test-1', sql: 'CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, body BLOB) STRICT' },
];
const PAGE = 4096;

async function newFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-db-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'vault.db');
}

async function newDatabase() {
  const file = await newFile();
  const options = { path: file, key: KEY, migrations } as const;
  const database = unwrap(openDatabase({ ...options, mode: 'create' }));
  onTestFinished(() => database.close());
  return { file, options, database };
}

function faultIn(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return faultOf(error)?.code ?? `not a fault: ${String(error)}`;
  }
  return 'ok';
}

describe('the vault database', () => {
  it('gives back what it was given, blobs as plain Uint8Array', async () => {
    const { database } = await newDatabase();
    const larger = Uint8Array.from({ length: 12 }, (_, i) => i);
    const view = larger.subarray(4, 8);
    expect(
      database.run('INSERT INTO item (id, name, body) VALUES (?, ?, ?)', 2 ** 53 - 1, 'Zoë 🦭', view).changes,
    ).toBe(1);
    const row = database.get('SELECT * FROM item');
    expect(row).toEqual({ id: 2 ** 53 - 1, name: 'Zoë 🦭', body: Uint8Array.of(4, 5, 6, 7) });
    expect(row?.body?.constructor).toBe(Uint8Array);
    database.run('UPDATE item SET name = NULL, body = ?', new Uint8Array());
    expect(database.all('SELECT name, body FROM item')).toEqual([{ name: null, body: new Uint8Array() }]);
  });

  it('answers null and an empty list when there is no row', async () => {
    const { database } = await newDatabase();
    expect(database.get('SELECT * FROM item')).toBeNull();
    expect(database.all('SELECT * FROM item')).toEqual([]);
  });

  it('commits a transaction when its work returns', async () => {
    const { database, options } = await newDatabase();
    const value = database.transaction(() => {
      database.run('INSERT INTO item (name) VALUES (?)', 'one');
      return database.transaction(() => database.run('INSERT INTO item (name) VALUES (?)', 'two').changes);
    });
    expect(value).toBe(1);
    database.close();
    const again = unwrap(openDatabase({ ...options, mode: 'open' }));
    expect(again.all('SELECT name FROM item ORDER BY id')).toEqual([{ name: 'one' }, { name: 'two' }]);
    again.close();
  });

  it('undoes a transaction when its work throws', async () => {
    const { database } = await newDatabase();
    expect(() =>
      database.transaction(() => {
        database.run('INSERT INTO item (name) VALUES (?)', 'one');
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(database.all('SELECT * FROM item')).toEqual([]);
    database.transaction(() => database.run('INSERT INTO item (name) VALUES (?)', 'after'));
    expect(database.all('SELECT name FROM item')).toEqual([{ name: 'after' }]);
  });

  it('commits nothing when a nested transaction threw and the outer one caught it', async () => {
    const { database } = await newDatabase();
    const outer = () =>
      database.transaction(() => {
        database.run('INSERT INTO item (name) VALUES (?)', 'outer');
        try {
          database.transaction(() => {
            database.run('INSERT INTO item (name) VALUES (?)', 'inner');
            throw new Error('inner');
          });
        } catch {
          // Swallowed, which must not turn half a step into a whole one.
        }
      });
    expect(outer).toThrow('nothing is committed');
    expect(database.all('SELECT * FROM item')).toEqual([]);
  });

  it('refuses an async transaction and undoes it', async () => {
    const { database } = await newDatabase();
    const work = async () => database.run('INSERT INTO item (name) VALUES (?)', 'late');
    expect(() => database.transaction(work)).toThrow(TypeError);
    expect(database.all('SELECT * FROM item')).toEqual([]);
  });

  it('throws mistakes in statements as they are, and faults of the machine as VaultFault', async () => {
    const { database } = await newDatabase();
    expect(() => database.run('INSERT INTO nowhere VALUES (1)')).toThrow(/no such table/);
    database.run('INSERT INTO item (name) VALUES (?)', 'same');
    const twice = () => database.run('INSERT INTO item (name) VALUES (?)', 'same');
    expect(twice).toThrow(/UNIQUE/);
    expect(twice).not.toThrow(VaultFault);
    database.run('PRAGMA max_page_count = 10');
    expect(faultIn(() => database.run('INSERT INTO item (body) VALUES (zeroblob(1000000))'))).toBe('vault.full');
    expect(database.all('SELECT name FROM item')).toEqual([{ name: 'same' }]);
  });

  it('says that it is locked when it is used after closing', async () => {
    const { database } = await newDatabase();
    database.close();
    expect(faultIn(() => database.get('SELECT 1'))).toBe('vault.io');
    expect(faultIn(() => database.transaction(() => 1))).toBe('vault.io');
  });

  it('keeps working when more statements were made than it caches', async () => {
    const { database } = await newDatabase();
    for (let i = 0; i < 1000; i += 1) expect(database.get(`SELECT ${i} AS n`)).toEqual({ n: i });
    expect(database.get('SELECT 0 AS n')).toEqual({ n: 0 });
  });

  it('takes each step of the schema once, in order, also steps that come later', async () => {
    const { database, options } = await newDatabase();
    database.run('INSERT INTO item (name) VALUES (?)', 'kept');
    database.close();
    const more = [...migrations, { id: 'test-2', sql: 'ALTER TABLE item ADD COLUMN size INTEGER DEFAULT 5' }];
    for (const mode of ['open', 'open'] as const) {
      const again = unwrap(openDatabase({ ...options, migrations: more, mode }));
      expect(again.all('SELECT name, size FROM item')).toEqual([{ name: 'kept', size: 5 }]);
      again.close();
    }
  });

  it('takes no part of a step that fails', async () => {
    const { database, options } = await newDatabase();
    database.close();
    const broken = [...migrations, { id: 'test-2', sql: 'CREATE TABLE half (x); CREATE TABLE item (x)' }];
    expect(() => openDatabase({ ...options, migrations: broken, mode: 'open' })).toThrow(/already exists/);
    const again = unwrap(openDatabase({ ...options, mode: 'open' }));
    expect(again.get("SELECT name FROM sqlite_schema WHERE name = 'half'")).toBeNull();
    again.close();
  });

  it('refuses a database of a later version and leaves it alone', async () => {
    const { database, options, file } = await newDatabase();
    database.close();
    const later = [...migrations, { id: 'future-1', sql: 'CREATE TABLE future (x)' }];
    unwrap(openDatabase({ ...options, migrations: later, mode: 'open' })).close();
    const before = await readFile(file);
    expect(openDatabase({ ...options, mode: 'open' })).toMatchObject({ ok: false, error: { code: 'vault.tooNew' } });
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('refuses to make a file that exists, or to open one that does not', async () => {
    const { options } = await newDatabase();
    expect(openDatabase({ ...options, mode: 'create' })).toMatchObject({ error: { code: 'vault.exists' } });
    const missing = { ...options, path: `${options.path}.none`, mode: 'open' } as const;
    expect(openDatabase(missing)).toMatchObject({ error: { code: 'vault.missing' } });
  });

  it('is in use while another connection has it', async () => {
    const { database, options } = await newDatabase();
    database.run('INSERT INTO item (name) VALUES (?)', 'mine');
    expect(openDatabase({ ...options, mode: 'open' })).toMatchObject({ error: { code: 'vault.inUse' } });
  });
});

describe('a damaged vault database', () => {
  async function filled() {
    const { database, options, file } = await newDatabase();
    database.transaction(() => {
      for (let i = 0; i < 300; i += 1) {
        database.run('INSERT INTO item (name, body) VALUES (?, ?)', `item ${i}`, new Uint8Array(1000).fill(i));
      }
    });
    database.close();
    return { options: { ...options, mode: 'open' } as const, file };
  }
  const damaged = { ok: false, error: { code: 'vault.damaged' } };

  it('is refused with the wrong key', async () => {
    const { options } = await filled();
    expect(openDatabase({ ...options, key: new Uint8Array(32) })).toMatchObject(damaged);
  });

  it.each([
    ['empty but for a few bytes', 100],
    ['cut to its first page', PAGE],
    ['cut within a page', 3 * PAGE + 1000],
    ['cut at a page', 20 * PAGE],
  ])('is refused when it is %s', async (_, length) => {
    const { options, file } = await filled();
    await truncate(file, length);
    expect(openDatabase(options)).toMatchObject(damaged);
  });

  it('is refused when anything in its first page changed', async () => {
    const { options, file } = await filled();
    const sound = await readFile(file);
    for (const offset of [0, 15, 16, 100, 2000, PAGE - 65, PAGE - 1]) {
      const changed = Buffer.from(sound);
      changed[offset] = (changed[offset] ?? 0) ^ 1;
      await writeFile(file, changed);
      expect(openDatabase(options), `byte ${offset}`).toMatchObject(damaged);
    }
  });

  it('never gives a row of a page that changed, and says so when asked to verify', async () => {
    const { options, file } = await filled();
    const sound = await readFile(file);
    const pages = sound.length / PAGE;
    for (let page = 1; page < pages; page += 7) {
      const changed = Buffer.from(sound);
      const offset = page * PAGE + ((page * 331) % PAGE);
      changed[offset] = (changed[offset] ?? 0) ^ 0x80;
      await writeFile(file, changed);
      const opened = openDatabase(options);
      if (!opened.ok) {
        expect(opened, `page ${page}`).toMatchObject(damaged);
        continue;
      }
      expect(opened.value.verify(), `page ${page}`).toMatchObject(damaged);
      opened.value.close();
      const reader = unwrap(openDatabase(options));
      expect(
        faultIn(() => reader.all('SELECT body, name FROM item')),
        `page ${page}`,
      ).toBe('vault.damaged');
      reader.close();
    }
  });

  it('is sound when nothing changed', async () => {
    const { options } = await filled();
    const database = unwrap(openDatabase(options));
    expect(database.verify()).toEqual({ ok: true, value: undefined });
    database.close();
  });

  it('shows the state after some commit, and none that never was, when its log was damaged after a kill', async () => {
    const { database, options, file } = await newDatabase();
    const commits = 40;
    for (let n = 1; n <= commits; n += 1) {
      database.transaction(() => {
        database.run('INSERT INTO item (id, name) VALUES (?, ?)', n, `item ${n}`);
        database.run('INSERT OR REPLACE INTO item (id, name) VALUES (0, ?)', `count ${n}`);
      });
    }
    const [sound, log] = [await readFile(file), await readFile(`${file}-wal`)];
    const copy = { ...options, path: `${file}.copy`, mode: 'open' } as const;
    const seen = new Set<number>();
    for (let at = 5; at < log.length; at += 3001) {
      const changed = Buffer.from(log);
      changed[at] = (changed[at] ?? 0) ^ 4;
      await writeFile(copy.path, sound);
      await writeFile(`${copy.path}-wal`, changed);
      const reader = unwrap(openDatabase(copy));
      const rows = reader.all('SELECT id, name FROM item ORDER BY id');
      reader.close();
      const last = Math.max(rows.length - 1, 0);
      expect(rows[0]?.name, `byte ${at}`).toBe(last === 0 ? undefined : `count ${last}`);
      expect(rows[last]?.name, `byte ${at}`).toBe(last === 0 ? undefined : `item ${last}`);
      seen.add(last);
    }
    expect(seen.size).toBeGreaterThan(5);
    expect(Math.max(...seen)).toBeLessThan(commits);
  });
});
