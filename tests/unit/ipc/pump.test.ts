import { describe, expect, it } from 'vitest';
import { createPush } from '../../../src-main/ipc/events.ts';
import { startPump } from '../../../src-main/ipc/pump.ts';
import type { Transfer } from '../../../src-main/packages/port.ts';
import type { MemberId, ProfileId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { coreBench, corePassword, founded, joined } from '../../support/core.ts';
import { createWindowState, createWireTransport } from '../../support/ipc.ts';
import { createManualTime } from '../../support/manual-time.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

async function bench() {
  const core = await coreBench();
  const app = core.core('dana');
  const dana = await founded(core, app);
  const shown = createWindowState('shown');
  const other = createWindowState('other');
  shown.profile = dana.profile;
  const transport = createWireTransport();
  const time = createManualTime();
  const reloaded: string[] = [];
  const arrived: string[] = [];
  const progress: (readonly Transfer[])[] = [];
  const stop = startPump({
    app,
    windows: () => [shown, other],
    push: createPush(transport),
    timer: time,
    reload: (window) => reloaded.push(window),
    arrived: (_profile: ProfileId, row) => arrived.push(row.subject),
    progress: (_profile, transfers) => progress.push(transfers),
  });
  const events = (window: string) =>
    transport.sent.filter((each) => each.window === window).map(({ channel }) => channel);
  return { core, app, dana, shown, other, time, reloaded, arrived, progress, stop, events, transport };
}

describe('pushing what happens', () => {
  it('tells the window of the profile, and no other', async () => {
    const b = await bench();
    const bob = await joined(b.dana, b.core.core('bob'), 'Bob');
    const draft = { subject: 'Hi', message: 'there', paths: [], password: null, expiresAt: null };
    const id = unwrap(await bob.packages.send({ ...draft, recipients: [b.dana.member().id] }));
    await bob.packages.settled(id);
    await b.dana.sync();
    await settle();
    expect(b.events('shown')).toContain('event:people.changed');
    expect(b.events('shown')).toContain('event:packages.changed');
    expect(b.events('shown')).toContain('event:hub.changed');
    expect(b.events('other')).toEqual([]);
    expect(b.arrived).toEqual(['Hi']);
    b.stop();
  });

  it('shows how a transfer goes, the last word included', async () => {
    const b = await bench();
    const self: MemberId = b.dana.member().id;
    const draft = { subject: 'Mine', message: 'x', paths: [], password: null, expiresAt: null };
    const id = unwrap(await b.dana.packages.send({ ...draft, recipients: [self] }));
    await b.dana.packages.settled(id);
    await settle();
    b.time.pass(1000);
    const phases = b.transport.sent
      .filter(({ channel }) => channel === 'event:transfer.changed')
      .map(({ payload }) => (payload as { phase: string }).phase);
    expect(phases.at(-1)).toBe('done');
    expect(b.progress.length).toBeGreaterThan(0);
    b.stop();
  });

  it('S14 voids the handles and loads the page anew when the profile is locked', async () => {
    const b = await bench();
    const handle = b.shown.handles.hold({ kind: 'path', path: '/tmp/x' });
    const kept = b.other.handles.hold({ kind: 'path', path: '/tmp/y' });
    b.shown.targets.set('t', '/tmp');
    await b.app.lock(b.dana.profile);
    expect(b.reloaded).toEqual(['shown']);
    expect(b.shown.handles.path(handle)).toBeNull();
    expect(b.shown.targets.size).toBe(0);
    expect(b.other.handles.path(kept)).toBe('/tmp/y');
    expect(b.progress.at(-1)).toEqual([]);
    b.stop();
  });

  it('tells a locked window that it is unlocked, and is silent once it has stopped', async () => {
    const b = await bench();
    await b.app.lock(b.dana.profile);
    unwrap(await b.app.unlock(b.dana.profile, corePassword()));
    await settle();
    const session = b.transport.sent.filter(({ channel }) => channel === 'event:session.changed').at(-1);
    expect(session?.payload).toMatchObject({ state: 'unlocked', profile: { member: 'Dana Ruiz' } });
    b.stop();
    const before = b.transport.sent.length;
    await b.app.lock(b.dana.profile);
    expect(b.transport.sent.length).toBe(before);
  });
});
