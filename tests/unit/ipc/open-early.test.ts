import { describe, expect, it } from 'vitest';
import { openEarly } from '../../../src-main/ipc/open-early.ts';
import { PAGE_ORIGIN, type Sender, type Transport } from '../../../src-main/ipc/transport.ts';

type Listener = Parameters<Transport['handle']>[1];

function wire() {
  const listeners = new Map<string, Listener>();
  const sent: string[] = [];
  const transport: Transport = {
    handle: (channel, listener) => void listeners.set(channel, listener),
    send: (window, channel) => void sent.push(`${window} ${channel}`),
  };
  const ask = (channel: string, sender: Sender | null, payload: unknown) => listeners.get(channel)?.(sender, payload);
  return { transport, ask, sent, channels: () => [...listeners.keys()] };
}

const sender: Sender = { window: 'w', mainFrame: true, origin: PAGE_ORIGIN };

describe('channels that are opened early', () => {
  it('answer what was asked before their listener was there, and what is asked after', async () => {
    const { transport, ask } = wire();
    const early = openEarly(transport, ['a', 'b']);
    const before = ask('a', sender, 1);
    early.handle('a', async (from, payload) => ({ ok: true, value: [from?.window, payload] }));
    expect(await before).toEqual({ ok: true, value: ['w', 1] });
    expect(await ask('a', null, 2)).toEqual({ ok: true, value: [undefined, 2] });
  });

  it('S8 answer nothing by themselves: without a listener a page waits', async () => {
    const { transport, ask } = wire();
    openEarly(transport, ['a']);
    const answered = await Promise.race([
      ask('a', sender, 1),
      new Promise((resolve) => setImmediate(() => resolve('no answer'))),
    ]);
    expect(answered).toBe('no answer');
  });

  it('S8 are those of the list and no other', () => {
    const { transport, channels } = wire();
    const early = openEarly(transport, ['a', 'b']);
    expect(channels()).toEqual(['a', 'b']);
    expect(() => early.handle('c', async () => ({ ok: true, value: null }))).toThrow(RangeError);
    expect(channels()).toEqual(['a', 'b']);
  });

  it('push to windows at once', () => {
    const { transport, sent } = wire();
    openEarly(transport, ['a']).send('w', 'event:x', {});
    expect(sent).toEqual(['w event:x']);
  });
});
