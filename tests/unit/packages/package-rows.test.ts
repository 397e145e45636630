import { describe, expect, it } from 'vitest';
import type { Box, PackageRow } from '../../../src-main/packages/port.ts';
import { packagesMigrations } from '../../../src-main/packages/store/migrations.ts';
import { createPackageRows, type NewPackage } from '../../../src-main/packages/store/package-rows.ts';
import { u64 } from '../../../src-shared/base/bytes.ts';
import { toBase32 } from '../../../src-shared/base/encoding.ts';
import type { MemberId, PackageId } from '../../../src-shared/base/ids.ts';
import { packagesDatabase } from '../../support/vault-database.ts';

const idOf = (n: number): PackageId => toBase32(new Uint8Array([...u64(0), ...u64(n)])) as PackageId;
const MEMBER = '0'.repeat(26) as MemberId;

function made(n: number, fields: Partial<PackageRow> = {}, people = 'Grace Hopper'): NewPackage {
  const box: Box = 'inbox';
  const row: PackageRow = {
    id: idOf(n),
    box,
    from: MEMBER,
    to: [MEMBER],
    subject: `Subject ${n}`,
    sentAt: n,
    receivedAt: 1_000_000,
    size: n,
    fileCount: 1,
    folderCount: 0,
    unread: true,
    needsPassword: false,
    expiresAt: null,
    refused: null,
    ...fields,
  };
  const details = {
    headerHash: 'h',
    recipients: row.to,
    pointer: null,
    contentKey: null,
    envelope: null,
    removed: false,
  };
  return { row, details, people };
}

describe('the list of packages', () => {
  it('pages newest first without a gap or a repetition, also while packages arrive', async () => {
    const rows = createPackageRows(await packagesDatabase());
    // Many at one and the same time.
    for (let n = 0; n < 250; n += 1) rows.insert(made(n, { sentAt: Math.floor(n / 40) }));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = rows.list('inbox', { after, limit: 33, filter: '' });
      seen.push(...page.rows.map((row) => row.id));
      expect(page.total).toBe(250 + (after === null ? 0 : 1));
      if (after === null) rows.insert(made(1000, { sentAt: 99 }));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, at) => idOf(249 - at)));
  });

  it('finds by subject and by person, without case and accents, and counts what it finds', async () => {
    const rows = createPackageRows(await packagesDatabase());
    rows.insert(made(1, { subject: 'Übergabe Äpfel' }));
    rows.insert(made(2, { subject: '100% of_it' }));
    rows.insert(made(3, { subject: 'Other' }, 'Zoë'));
    const find = (filter: string) => rows.list('inbox', { after: null, limit: 10, filter });
    expect(find('ubergabe').rows.map((row) => row.id)).toEqual([idOf(1)]);
    expect(find('0% OF_').rows.map((row) => row.id)).toEqual([idOf(2)]);
    expect(find('zoe').rows.map((row) => row.id)).toEqual([idOf(3)]);
    expect(find('%').total).toBe(1);
    expect(find('hopper').total).toBe(2);
    expect(find('nothing')).toEqual({ rows: [], next: null, total: 0 });
  });

  it('keeps the counts with every insertion, reading and replacement', async () => {
    const rows = createPackageRows(await packagesDatabase());
    for (let n = 0; n < 10; n += 1) rows.insert(made(n));
    rows.insert(made(20, { box: 'sent', unread: false }));
    rows.insert(made(21, { box: 'briefcase', unread: false }));
    expect(rows.markRead(idOf(3), true)).toBe(true);
    expect(rows.markRead(idOf(3), true)).toBe(false);
    rows.replace(made(4, { unread: false }));
    expect(rows.counts()).toEqual({ inbox: 10, unread: 8, sent: 1, briefcase: 1 });
    rows.markRead(idOf(3), false);
    expect(rows.counts().unread).toBe(9);
  });

  it('learns from the envelope how many folders there are when the package is of a version that did not count them', async () => {
    const database = await packagesDatabase();
    const rows = createPackageRows(database);
    const envelope = new TextEncoder().encode(JSON.stringify({ sizes: { entries: 5, files: 2 } }));
    const counted = made(1, { fileCount: 2 });
    rows.insert({ ...counted, details: { ...counted.details, envelope } });
    rows.insert(made(2, { refused: 'signature' }));
    const step = packagesMigrations.find((migration) => migration.id === 'packages-6')?.sql ?? '';
    for (const statement of ['ALTER TABLE packages DROP COLUMN folder_count', ...step.split(';').slice(0, -1)])
      database.run(statement);
    expect(rows.find(idOf(1))?.folderCount).toBe(3);
    expect(rows.find(idOf(2))?.folderCount).toBe(0);
  });

  it('answers a foreign cursor as the first page', async () => {
    const rows = createPackageRows(await packagesDatabase());
    rows.insert(made(1));
    expect(rows.list('inbox', { after: "'; DROP TABLE packages", limit: 10, filter: '' }).rows).toHaveLength(1);
  });

  it('reads the index alone for a page and for a filtered count when there are many rows', async () => {
    const database = await packagesDatabase();
    const plan = (sql: string, ...values: readonly string[]) =>
      database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row.detail));
    const counted = plan(`SELECT count(*) FROM packages p WHERE p.box = ? AND instr(p.search, ?) > 0`, 'inbox', 'x');
    expect(counted.join()).toContain('USING COVERING INDEX packages_listed');
    const paged = plan(
      `SELECT p.* FROM packages p WHERE p.box = ? ORDER BY p.sorted_at DESC, p.id DESC LIMIT 50`,
      'inbox',
    );
    expect(paged.join()).toContain('USING INDEX packages_listed');
    expect(paged.join()).not.toContain('TEMP B-TREE');
  });
});
