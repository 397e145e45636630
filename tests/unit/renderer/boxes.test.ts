import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  filterBox,
  forgetBoxes,
  loadCounts,
  loadTo,
  mergeRows,
  packagesChanged,
  reloadBox,
  useBoxes,
} from '../../../src-renderer/state/boxes.ts';
import type { Request } from '../../../src-shared/ipc/contract.ts';
import type { PackageRow } from '../../../src-shared/ipc/packages-contract.ts';

const row = (number: number): PackageRow => ({
  id: `p${number}`,
  box: 'inbox',
  from: 'Ada',
  to: [],
  toCount: 1,
  subject: `Package ${number}`,
  sentAt: number,
  size: 1,
  fileCount: 1,
  folderCount: 0,
  unread: false,
  needsPassword: false,
  expiresAt: null,
  refused: null,
});

/** Answers as main does, over `total` rows, newest first; a cursor is the number of rows given. */
function vault(total: { rows: number }): readonly Request<'packages.list'>[] {
  const asked: Request<'packages.list'>[] = [];
  vi.stubGlobal('window', {
    sealpost: {
      packagesList: async (request: Request<'packages.list'>) => {
        asked.push(request);
        const start = Number(request.after ?? '0');
        const end = Math.min(total.rows, start + request.limit);
        const rows = Array.from({ length: end - start }, (_, step) => row(total.rows - start - step));
        return { ok: true, value: { rows, next: end < total.rows ? String(end) : null, total: total.rows } };
      },
      packagesCounts: async () => ({
        ok: true,
        value: { inbox: total.rows, unread: 0, sent: 0, briefcase: 0, outbox: 0 },
      }),
    },
  });
  return asked;
}

describe('a box', () => {
  beforeEach(forgetBoxes);
  afterEach(() => vi.unstubAllGlobals());
  const inbox = () => useBoxes.getState().lists.inbox;

  it('knows the length of the whole list after one small page', async () => {
    const asked = vault({ rows: 100_000 });
    await reloadBox('inbox');
    expect([inbox().rows.length, inbox().total, asked.length]).toEqual([100, 100_000, 1]);
  });

  it('fetches no further than it is scrolled', async () => {
    vault({ rows: 100_000 });
    await reloadBox('inbox');
    await loadTo('inbox', 1_050);
    expect(inbox().rows.length).toBe(1_100);
    expect(inbox().rows.at(-1)?.id).toBe('p98901');
  });

  it('reaches the last row', async () => {
    vault({ rows: 1_234 });
    await reloadBox('inbox');
    await loadTo('inbox', 1_233);
    expect([inbox().rows.length, inbox().next, inbox().rows.at(-1)?.id]).toEqual([1_234, null, 'p1']);
  });

  it('asks for a page once however often it is scrolled to', async () => {
    const asked = vault({ rows: 400 });
    await reloadBox('inbox');
    await Promise.all([loadTo('inbox', 300), loadTo('inbox', 301), loadTo('inbox', 302)]);
    expect(asked.length).toBe(2);
  });

  it('keeps the answer to the newest filter only', async () => {
    const asked = vault({ rows: 5 });
    await Promise.all([filterBox('inbox', 'a'), filterBox('inbox', 'ab')]);
    expect(asked.map((request) => request.filter)).toEqual(['a', 'ab']);
    expect(inbox().filter).toBe('ab');
  });

  it('shows the reason when main refuses, and keeps what it had', async () => {
    vault({ rows: 3 });
    await reloadBox('inbox');
    vi.stubGlobal('window', {
      sealpost: { packagesList: async () => ({ ok: false, error: { code: 'vault.io', params: {} } }) },
    });
    await reloadBox('inbox');
    expect([inbox().rows.length, inbox().error?.code]).toEqual([3, 'vault.io']);
  });

  it('says how many packages have come in', async () => {
    const total = { rows: 3 };
    vault(total);
    expect(await packagesChanged(null)).toBe(0);
    await loadCounts();
    total.rows = 5;
    expect(await packagesChanged('inbox')).toBe(2);
    total.rows = 4;
    expect(await packagesChanged('inbox')).toBe(0);
  });

  it('never lists a package twice when rows moved between two pages', () => {
    expect(mergeRows([row(3), row(2)], [row(2), row(1)]).map((one) => one.id)).toEqual(['p3', 'p2', 'p1']);
  });

  it('S14: forgets all rows on lock', async () => {
    vault({ rows: 3 });
    await reloadBox('inbox');
    forgetBoxes();
    expect([inbox().rows, useBoxes.getState().counts]).toEqual([[], null]);
  });
});
