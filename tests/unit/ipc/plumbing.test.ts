import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoalescer } from '../../../src-main/ipc/coalesce.ts';
import { toIpcError } from '../../../src-main/ipc/errors.ts';
import { createPush } from '../../../src-main/ipc/events.ts';
import { createHandles } from '../../../src-main/ipc/handles.ts';
import { historyView } from '../../../src-main/ipc/history.ts';
import { isPlainWithin } from '../../../src-main/ipc/weigh.ts';
import { progressOf } from '../../../src-main/shell/taskbar.ts';
import { systemRandom } from '../../../src-main/system/system-random.ts';
import type { DeviceId, MemberId } from '../../../src-shared/base/ids.ts';
import { HISTORY_TEXTS } from '../../../src-shared/ipc/history-texts.ts';
import { SEALPOST } from '../../../src-shared/policy/presets/sealpost.ts';
import { createWireTransport } from '../../support/ipc.ts';
import { createManualTime } from '../../support/manual-time.ts';
import { founded } from '../../support/policy/state-builder.ts';
import { CLASS } from '../../support/roles.ts';

describe('weighing a request', () => {
  it('takes plain data below the limit and refuses it above', () => {
    expect(isPlainWithin({ a: [1, 'x', true, null] }, 1000)).toBe(true);
    expect(isPlainWithin('x'.repeat(1000), 1000)).toBe(false);
    expect(isPlainWithin(new Array(200).fill(0), 1000)).toBe(false);
  });

  it('counts keys like values, so that a wide object is not light', () => {
    expect(isPlainWithin({ ['k'.repeat(1000)]: 1 }, 1000)).toBe(false);
  });

  it.each([new Date(), new Map(), new Uint8Array(1), Object.create(null), () => 1, Symbol('x'), 1n, undefined])(
    'refuses what is not plain data, item %#',
    (value) => {
      expect(isPlainWithin(value, 1000)).toBe(false);
      expect(isPlainWithin({ inside: [value] }, 1000)).toBe(false);
    },
  );

  it('ends on every value, deep ones too', () => {
    fc.assert(
      fc.property(
        fc.anything({ maxDepth: 12, withTypedArray: true }),
        (value) => typeof isPlainWithin(value, 500) === 'boolean',
      ),
    );
  });
});

describe('handles', () => {
  it('give back what they stand for, by kind, until they are cleared', () => {
    const handles = createHandles(systemRandom);
    const path = handles.hold({ kind: 'path', path: '/tmp/x' });
    const invitation = handles.hold({ kind: 'invitation', text: 'link' });
    expect([handles.path(path), handles.invitation(path)]).toEqual(['/tmp/x', null]);
    expect([handles.path(invitation), handles.invitation(invitation)]).toEqual([null, 'link']);
    expect(handles.path('0'.repeat(26))).toBeNull();
    handles.clear();
    expect(handles.path(path)).toBeNull();
  });

  it('forget the oldest when there are more than are kept', () => {
    const handles = createHandles(systemRandom, 3);
    const held = ['a', 'b', 'c', 'd'].map((path) => handles.hold({ kind: 'path', path }));
    expect(held.map((handle) => handles.path(handle))).toEqual([null, 'b', 'c', 'd']);
  });
});

describe('coalescing', () => {
  it('runs the first at once and of all others only the last, once an interval', () => {
    const time = createManualTime();
    const coalescer = createCoalescer(time, 100);
    const ran: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      coalescer.offer('key', () => ran.push(i));
      time.pass(30);
    }
    time.pass(1000);
    expect(ran).toEqual([0, 3, 6, 9]);
    expect(time.waiting()).toBe(0);
  });

  it('keeps keys apart and forgets what waits when it is cleared', () => {
    const time = createManualTime();
    const coalescer = createCoalescer(time, 100);
    const ran: string[] = [];
    for (const key of ['a', 'b', 'a', 'b']) coalescer.offer(key, () => ran.push(key));
    expect(ran).toEqual(['a', 'b']);
    coalescer.clear();
    time.pass(1000);
    expect(ran).toEqual(['a', 'b']);
  });
});

describe('what crosses', () => {
  it('S20 shows details of listed errors only, and of a path the last part', () => {
    expect(toIpcError({ code: 'package.tampered', detail: '/home/dana/a.txt' })).toEqual({
      code: 'package.tampered',
      params: { file: 'a.txt' },
    });
    expect(toIpcError({ code: 'draft.source', detail: 'C:\\Users\\dana\\b.txt' }).params).toEqual({ name: 'b.txt' });
    expect(toIpcError({ code: 'vault.io', detail: '/home/dana' })).toEqual({ code: 'vault.io', params: {} });
  });

  it('pushes what the contract says and refuses to push more', () => {
    const transport = createWireTransport();
    const push = createPush(transport);
    push('w1', 'packages.changed', { box: 'inbox' });
    expect(transport.sent).toEqual([{ window: 'w1', channel: 'event:packages.changed', payload: { box: 'inbox' } }]);
    const leaking = { box: 'inbox', path: '/home/dana' } as unknown as { box: 'inbox' };
    expect(() => push('w1', 'packages.changed', leaking)).toThrow();
    expect(transport.sent).toHaveLength(1);
  });

  it('says in a line what an entry did, with names for ids, without keys, and with the text of a name that a preset gave', () => {
    const id = '1'.repeat(26) as MemberId;
    const entry = {
      seq: 3,
      hash: 'ab',
      at: 5,
      author: id,
      device: '2'.repeat(26) as DeviceId,
      actions: [
        { type: 'member.class', member: id, class: CLASS.partner },
        { type: 'member.activate', member: id, name: 'Bob', signing: 'f'.repeat(64), proof: 'e'.repeat(128) },
      ],
    };
    const view = historyView(entry, founded(SEALPOST), () => 'Dana');
    expect(view).toEqual({
      seq: 3,
      hash: 'ab',
      at: 5,
      author: 'Dana',
      actions: [
        {
          text: 'history.member.class',
          params: { member: 'Dana', class: 'Partner', classWords: 'className.sealpost.partner' },
        },
        { text: 'history.member.activate', params: { member: 'Dana', name: 'Bob' } },
      ],
    });
    for (const { text } of view.actions) expect(HISTORY_TEXTS).toContain(text);
  });
});

describe('the taskbar', () => {
  const transfer = (
    phase: Parameters<typeof progressOf>[0][number]['phase'],
    bytesDone: number,
    bytesTotal: number,
  ) => ({
    phase,
    bytesDone,
    bytesTotal,
  });

  it('shows the share over all transfers under way', () => {
    expect(progressOf([transfer('transferring', 50, 100), transfer('finishing', 100, 100)])).toBe(0.75);
  });

  it('shows nothing when none is under way, and that something goes on while its size is unknown', () => {
    expect(progressOf([])).toBe(-1);
    expect(progressOf([transfer('done', 1, 1), transfer('paused', 1, 2), transfer('failed', 0, 1)])).toBe(-1);
    expect(progressOf([transfer('preparing', 0, 0)])).toBe(2);
  });
});
