import { describe, expect, it } from 'vitest';
import { de as german } from '../../../assets/locales/de.ts';
import { en as english } from '../../../assets/locales/en.ts';
import { createI18n } from '../../../src-renderer/i18n/i18n.tsx';
import { fractionOf, groupOf, secondsLeft, withTransfer } from '../../../src-renderer/state/transfers.ts';
import { transferStatus } from '../../../src-renderer/views/outbox/transfer-text.ts';
import type { Transfer } from '../../../src-shared/ipc/packages-contract.ts';

const transfer: Transfer = {
  id: 't',
  kind: 'send',
  subject: 'Contract',
  phase: 'transferring',
  bytesDone: 250_000_000,
  bytesTotal: 1_000_000_000,
  filesTotal: 3,
  rate: 50_000_000,
  error: null,
  skipped: [],
  recipientCount: 1,
  createdAt: 0,
};
const i18n = createI18n(english, 'en-GB');
const de = createI18n(german, 'de');

const PHASES = ['preparing', 'waiting', 'transferring', 'finishing', 'paused', 'failed', 'done', 'cancelled'] as const;

describe('a transfer', () => {
  it('says how far it is and how long it takes', () => {
    expect([fractionOf(transfer), secondsLeft(transfer)]).toEqual([0.25, 15]);
    expect(transferStatus(transfer, i18n)).toBe('250 MB of 1 GB · 50 MB/s, 15 secs left');
    expect(transferStatus(transfer, de).replaceAll('\u00a0', ' ')).toBe('250 MB von 1 GB · 50 MB/s, noch 15 Sek.');
  });

  it('does not guess what it cannot know', () => {
    expect(fractionOf({ ...transfer, phase: 'preparing' })).toBeNull();
    expect(fractionOf({ ...transfer, bytesTotal: 0 })).toBeNull();
    expect(secondsLeft({ ...transfer, rate: 0 })).toBeNull();
    expect(transferStatus({ ...transfer, rate: 0 }, i18n)).toBe('250 MB of 1 GB');
  });

  it('is whole once done, whatever the counters say', () => {
    expect(fractionOf({ ...transfer, phase: 'done', bytesTotal: 0 })).toBe(1);
  });

  it('calls a package sent only when it is on the hub', () => {
    const phases = ['preparing', 'waiting', 'transferring', 'finishing', 'paused', 'failed', 'cancelled'] as const;
    const texts = phases.map((phase) => transferStatus({ ...transfer, phase }, i18n));
    expect(texts.filter((text) => /sent|on the hub|done/i.test(text))).toEqual([]);
    expect(transferStatus({ ...transfer, phase: 'done' }, i18n)).toBe('On the hub');
  });

  it('waits for the person when it failed, and is in progress until it ends', () => {
    const inGroup = (group: ReturnType<typeof groupOf>) => PHASES.filter((phase) => groupOf({ phase }) === group);
    expect(inGroup('active')).toEqual(['preparing', 'waiting', 'transferring', 'finishing', 'paused']);
    expect(inGroup('stopped')).toEqual(['failed']);
    expect(inGroup('finished')).toEqual(['done', 'cancelled']);
  });

  it('takes the place of its older self', () => {
    const other = { ...transfer, id: 'u' };
    const newer = { ...transfer, phase: 'done' as const };
    expect(withTransfer([other, transfer], newer)).toEqual([other, newer]);
    expect(withTransfer([transfer], other)).toEqual([other, transfer]);
  });
});
