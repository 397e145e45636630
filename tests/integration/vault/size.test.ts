import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../src-main/vault/database.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { newVault, PASSWORD, vaultBench } from '../../support/vault.ts';

const ROWS = 100_000;
const migrations: readonly Migration[] = [
  {
    id: 'size-1',
    sql: `CREATE TABLE package (id TEXT PRIMARY KEY, sent_at INTEGER NOT NULL, subject TEXT NOT NULL, envelope BLOB NOT NULL) STRICT;
          CREATE INDEX package_by_time ON package (sent_at DESC)`,
  },
];

/** Bytes that this process has read so far, from the kernel's own count. */
function bytesRead(): number {
  return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

describe.runIf(process.platform === 'linux')('a vault with 100,000 packages', () => {
  it('opens and shows its first page without reading more than a hundredth of itself', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create({ ...newVault(directory), migrations }));
    vault.database.transaction(() => {
      for (let n = 0; n < ROWS; n += 1) {
        const row = [n.toString(32).padStart(26, '0'), n, `Subject number ${n}`, new Uint8Array(600).fill(n)] as const;
        vault.database.run('INSERT INTO package (id, sent_at, subject, envelope) VALUES (?, ?, ?, ?)', ...row);
      }
    });
    await vault.lock();
    const { size } = await stat(path.join(directory, 'vault.db'));
    expect(size).toBeGreaterThan(ROWS * 600);
    const before = bytesRead();
    const again = unwrap(await store.unlock({ directory, migrations, password: PASSWORD }));
    const rows = again.database.all('SELECT id, sent_at, subject FROM package ORDER BY sent_at DESC LIMIT 100');
    expect(bytesRead() - before).toBeLessThan(size / 100);
    expect(rows[0]).toEqual({
      id: (ROWS - 1).toString(32).padStart(26, '0'),
      sent_at: ROWS - 1,
      subject: 'Subject number 99999',
    });
    expect(again.verify().ok).toBe(true);
    await again.lock();
  });
});
