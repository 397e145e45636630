import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { createFaultyHub, type Fault, type FaultKind } from '../../support/faulty-hub.ts';
import type { HubFixture } from '../../support/hub-conformance.ts';
import { folderFixture } from '../../support/hub-fixtures.ts';

let fixture: HubFixture;
beforeEach(async () => {
  fixture = await folderFixture('folder');
});
afterEach(() => fixture.remove());

const MAX = { maxBytes: 1000 };
const faulty = (...faults: readonly Fault[]) => createFaultyHub(fixture.connect(), { seed: 7, faults });

/** Puts three objects, one of them twice, and tells all that can be seen of them. */
async function seen(...faults: readonly Fault[]): Promise<string> {
  const hub = faulty(...faults);
  const puts = [];
  for (const text of ['first', 'second', 'third']) puts.push(await hub.put(`mail/a/${text}`, utf8(text.repeat(5))));
  puts.push(await hub.put('mail/a/first', utf8('again')));
  const gets = [];
  for (const text of ['first', 'second', 'third']) gets.push(await hub.get(`mail/a/${text}`, MAX));
  const deleted = await hub.delete('mail/a/third');
  const json = JSON.stringify({ puts, gets, list: await hub.list('mail/', { limit: 10 }), deleted });
  for (const { kind } of faults) expect(hub.struck(kind)).toBeGreaterThan(0);
  return json;
}

describe('the hub that lies by plan', () => {
  it.each<FaultKind>([
    'flip',
    'truncate',
    'replay',
    'swap',
    'withhold',
    'reorder',
    'duplicate',
    'partialWrite',
    'lostWrite',
    'lostAnswer',
    'error',
  ])('shows the fault `%s`, and the same one for the same seed', async (kind) => {
    const honest = await seen();
    const lied = await seen({ kind });
    expect(lied).not.toBe(honest);
    expect(await seen({ kind })).toBe(lied);
  });

  it('strikes only the keys, after as many calls and as often as planned', async () => {
    const hub = faulty({ kind: 'error', keys: /^log\//, after: 1, times: 2, code: 'hub.full' });
    const outcomes = [];
    for (let call = 0; call < 5; call += 1) outcomes.push((await hub.put('log/1', utf8('x'))).ok);
    expect(outcomes).toEqual([true, false, false, true, true]);
    expect((await hub.put('mail/1', utf8('x'))).ok).toBe(true);
    expect(hub.struck('error')).toBe(2);
  });

  it('is honest once healed', async () => {
    const hub = faulty({ kind: 'withhold' });
    await hub.put('log/1', utf8('x'));
    expect(await hub.get('log/1', MAX)).toEqual({ ok: true, value: null });
    hub.heal();
    expect(await hub.get('log/1', MAX)).toEqual({ ok: true, value: utf8('x') });
  });
});
