import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../../src-main/packages/port.ts';
import { createSlots } from '../../../src-main/packages/slots.ts';
import { createTransferBook } from '../../../src-main/packages/transfers.ts';

function bench() {
  const clock = { time: 1000, now: () => clock.time };
  const due: { at: number; run: () => void }[] = [];
  const timer = {
    after(milliseconds: number, run: () => void) {
      const entry = { at: clock.time + milliseconds, run };
      due.push(entry);
      return () => {
        const at = due.indexOf(entry);
        if (at >= 0) due.splice(at, 1);
      };
    },
  };
  const reports: Transfer[] = [];
  const book = createTransferBook({ clock, timer, intervalMs: 100 }, (transfer) => reports.push(transfer));
  const pass = (milliseconds: number): void => {
    clock.time += milliseconds;
    for (const entry of due.filter((each) => each.at <= clock.time)) {
      due.splice(due.indexOf(entry), 1);
      entry.run();
    }
  };
  return { book, reports, pass, clock };
}

const transfer = (id: string): Transfer => ({
  id,
  kind: 'send',
  subject: '',
  phase: 'transferring',
  bytesDone: 0,
  bytesTotal: 1000,
  filesTotal: 1,
  rate: 0,
  error: null,
  skipped: [],
  recipients: [],
  createdAt: 0,
});

describe('the book of transfers', () => {
  it('reports ten times a second at most, and the last value in the end', () => {
    const { book, reports, pass } = bench();
    book.open(transfer('a'));
    for (let step = 0; step < 500; step += 1) {
      book.advance('a', 1);
      pass(1);
    }
    pass(200);
    expect(reports.length).toBeLessThanOrEqual(8);
    expect(reports.at(-1)?.bytesDone).toBe(500);
  });

  it('reports a change of phase at once', () => {
    const { book, reports } = bench();
    book.open(transfer('a'));
    book.update('a', { phase: 'waiting' });
    book.update('a', { phase: 'transferring' });
    expect(reports.map(({ phase }) => phase)).toEqual(['transferring', 'waiting', 'transferring']);
  });

  it('measures the rate over the last seconds', () => {
    const { book, pass, reports } = bench();
    book.open(transfer('a'));
    for (let second = 0; second < 10; second += 1) {
      book.advance('a', 50);
      pass(1000);
    }
    expect(reports.at(-1)?.rate).toBe(50);
  });

  it('resolves settled once, also for who asks later', async () => {
    const { book } = bench();
    book.open(transfer('a'));
    const early = book.settled('a');
    book.update('a', { phase: 'done' });
    expect((await early).phase).toBe('done');
    expect((await book.settled('a')).phase).toBe('done');
    await expect(book.settled('unknown')).rejects.toThrow();
  });

  it('goes on reporting when the clock is set back', () => {
    const { book, reports, clock } = bench();
    book.open(transfer('a'));
    clock.time -= 1_000_000;
    book.advance('a', 10);
    expect(reports.at(-1)?.bytesDone).toBe(10);
  });

  it('forgets the oldest finished transfers, and none that is under way', () => {
    const { book } = bench();
    book.open(transfer('live'));
    for (let n = 0; n < 80; n += 1) {
      book.open(transfer(`t${n}`));
      book.update(`t${n}`, { phase: 'done' });
    }
    const ids = book.all().map(({ id }) => id);
    expect(ids).toHaveLength(51);
    expect(ids).toContain('live');
    expect(ids).toContain('t79');
  });
});

describe('slots', () => {
  it('never gives out more than there are, and serves in the order asked', async () => {
    const slots = createSlots(2);
    const order: number[] = [];
    let under = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const release = await slots.take();
        order.push(at);
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setImmediate(resolve));
        under -= 1;
        release();
        release();
      }),
    );
    expect(most).toBe(2);
    expect(order).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });
});
