import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../src-main/app/log.ts';
import type { App, MemberSession } from '../../src-main/app/port.ts';
import type { WindowState } from '../../src-main/ipc/call.ts';
import { type HandlePorts, handleAll } from '../../src-main/ipc/handle.ts';
import { handleDrops } from '../../src-main/ipc/handlers/files.ts';
import { createHandlers } from '../../src-main/ipc/handlers.ts';
import { CHANNEL_PERMISSIONS } from '../../src-main/ipc/permissions.ts';
import type { Sender } from '../../src-main/ipc/transport.ts';
import { systemRandom } from '../../src-main/system/system-random.ts';
import { methodName } from '../../src-shared/ipc/bridge.ts';
import { CHANNELS, DROP_CHANNEL, EVENT_NAMES } from '../../src-shared/ipc/channels.ts';
import { type Channel, contract, events } from '../../src-shared/ipc/contract.ts';
import { ipcErrorSchema } from '../../src-shared/ipc/contract-fields.ts';
import { ERROR_CODES } from '../../src-shared/ipc/error-codes.ts';
import { coreBench, founded, joined } from '../support/core.ts';
import { createTestDesktop, createWindowState, createWireTransport, PAGE, type TestDesktop } from '../support/ipc.ts';
import { validRequest as request } from '../support/requests.ts';

const channels = Object.keys(contract) as Channel[];

interface Logged {
  readonly event: string;
  readonly error: unknown;
}

interface Wire {
  readonly app: App;
  readonly dana: MemberSession;
  readonly bob: MemberSession;
  readonly folder: string;
  readonly window: WindowState;
  readonly desktop: TestDesktop;
  readonly logged: Logged[];
  readonly ports: HandlePorts;
  readonly call: ReturnType<typeof createWireTransport>['call'];
  readonly names: readonly string[];
}

async function wire(): Promise<Wire> {
  const bench = await coreBench();
  const app = bench.core('dana');
  const dana = await founded(bench, app);
  const bob = await joined(dana, app, 'Bob');
  const window = createWindowState();
  const transport = createWireTransport();
  const desktop = createTestDesktop([window]);
  const logged: Logged[] = [];
  const log: Log = { info: () => {}, error: (event, _fields, error) => void logged.push({ event, error }) };
  const ports: HandlePorts = {
    transport,
    window: (id) => (id === window.id ? window : null),
    session: (profile) => app.session(profile),
    log,
    random: systemRandom,
  };
  handleAll(ports, createHandlers({ app, desktop }));
  handleDrops(ports);
  const { call } = transport;
  const names = [...transport.channels.keys()];
  return { app, dana, bob, folder: bench.folder, window, desktop, logged, ports, call, names };
}

describe('the contract (S8)', () => {
  it('has a handler for every channel, and no handler beyond it but the one for drops', async () => {
    const { names } = await wire();
    expect([...names].sort()).toEqual([...channels, DROP_CHANNEL].sort());
  });

  it('is listed name by name for preload', () => {
    expect([...CHANNELS].sort()).toEqual([...channels].sort());
    expect([...EVENT_NAMES].sort()).toEqual(Object.keys(events).sort());
    expect(new Set(channels.map(methodName)).size).toBe(channels.length);
  });

  it('asks for a permission only where there is a session to ask', () => {
    for (const channel of Object.keys(CHANNEL_PERMISSIONS) as Channel[]) {
      expect(contract[channel].access, channel).toBe('unlocked');
    }
  });
});

describe('senders (S8)', () => {
  const strangers: readonly (readonly [string, Sender | null])[] = [
    ['a frame that is gone', null],
    ['a frame inside the page', { ...PAGE, mainFrame: false }],
    ['another host of the scheme', { ...PAGE, origin: 'sealpost://evil' }],
    ['a host that begins alike', { ...PAGE, origin: 'sealpost://app.evil' }],
    ['a web page', { ...PAGE, origin: 'https://app' }],
    ['a file', { ...PAGE, origin: 'file://' }],
    ['an opaque origin', { ...PAGE, origin: 'null' }],
    ['no origin', { ...PAGE, origin: '' }],
    ['no window of ours', { ...PAGE, window: null }],
    ['a window that was closed', { ...PAGE, window: 'w2' }],
  ];

  it.each(strangers)('S8 refuses every channel when the sender is %s', async (_name, sender) => {
    const { call, names, window, dana } = await wire();
    window.profile = dana.profile;
    for (const channel of names) {
      expect(await call(channel, {}, sender), channel).toEqual({
        ok: false,
        error: { code: 'ipc.sender', params: {} },
      });
    }
  });
});

describe('requests (S8)', () => {
  let w: Wire;
  beforeEach(async () => {
    w = await wire();
    w.window.profile = w.dana.profile;
  });
  afterEach(() => expect(w.logged).toEqual([]));

  const garbage: readonly unknown[] = [
    undefined,
    null,
    0,
    true,
    'text',
    [],
    [{}],
    { unknown: 1 },
    new Date(0),
    new Map(),
    new Uint8Array(8),
    Object.create({ inherited: true }),
    { __proto__: null, a: 1 },
    { constructor: 'x', toString: 1 },
    Number.NaN,
    () => {},
  ];

  it('S8 refuses every channel when the request is garbage, with a code and without a word in the log', async () => {
    for (const channel of w.names) {
      for (const [index, payload] of garbage.entries()) {
        const answer = await w.call(channel, payload);
        expect(answer.ok, `${channel}, number ${index}`).toBe(false);
        if (answer.ok) continue;
        expect(['ipc.malformed', 'ipc.tooLarge']).toContain(answer.error.code);
        expect(ipcErrorSchema.safeParse(answer.error).success).toBe(true);
      }
    }
  });

  it('S8 refuses every channel when the request is too large or too deep', async () => {
    let deep: unknown = {};
    for (let i = 0; i < 50; i += 1) deep = { deep };
    const wide = { text: 'x'.repeat(5_000_000) };
    const long = { items: new Array(2_000_000).fill(0) };
    for (const channel of w.names) {
      for (const payload of [deep, wide, long]) {
        const answer = await w.call(channel, payload);
        expect(answer, channel).toEqual({ ok: false, error: { code: 'ipc.tooLarge', params: {} } });
      }
    }
  });

  it('S8 refuses a request with one field too many on every channel that takes fields', async () => {
    for (const channel of channels) {
      const answer = await w.call(channel, { extra: true });
      expect(answer.ok, channel).toBe(false);
      if (!answer.ok) expect(answer.error.code).toBe('ipc.malformed');
    }
  });

  it('S8 answers with a listed code and never undefined, whatever is asked', async () => {
    const codes = new Set<string>(ERROR_CODES);
    const payload = fc.oneof(
      fc.jsonValue(),
      fc.record({ package: fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/), password: fc.option(fc.string()) }),
      fc.record({
        box: fc.constantFrom('inbox', 'sent', '__proto__'),
        after: fc.option(fc.string()),
        limit: fc.integer(),
        filter: fc.string(),
      }),
      fc.record({ member: fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/), role: fc.constantFrom('member', 'owner') }),
    );
    const quiet = channels.filter((channel) => !['vault.lock', 'organisation.create', 'demo.open'].includes(channel));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...quiet), payload, async (channel, request) => {
        const answer = await w.call(channel, request);
        expect(answer).toBeTypeOf('object');
        if (!answer.ok) expect(codes).toContain(answer.error.code);
        w.window.profile = w.dana.profile; // `profile.select` may have chosen another
      }),
      { numRuns: 600 },
    );
  });

  it('S8 refuses dropped paths that are not absolute', async () => {
    for (const paths of [['relative'], ['../up'], [''], ['a\0b'], [1], 'x']) {
      const answer = await w.call(DROP_CHANNEL, { paths });
      expect(answer.ok && (answer.value as unknown[]).length > 0, String(paths)).toBe(false);
    }
  });
});

describe('session states (S8, S14)', () => {
  it('S14 refuses every channel of an open session when the profile is locked', async () => {
    const { call, app, dana, window } = await wire();
    window.profile = dana.profile;
    await app.lock(dana.profile);
    for (const channel of channels.filter((each) => contract[each].access === 'unlocked')) {
      expect(await call(channel, request(channel)), channel).toEqual({
        ok: false,
        error: { code: 'session.locked', params: {} },
      });
    }
  });

  it('S8 refuses all but the channels of the first screen when the window shows no profile', async () => {
    const { call } = await wire();
    for (const channel of channels.filter((each) => contract[each].access !== 'any')) {
      const answer = await call(channel, request(channel));
      expect(answer, channel).toEqual({ ok: false, error: { code: 'session.none', params: {} } });
    }
  });

  it('S8 refuses to unlock what is unlocked', async () => {
    const { call, dana, window } = await wire();
    window.profile = dana.profile;
    for (const channel of channels.filter((each) => contract[each].access === 'locked')) {
      const answer = await call(channel, request(channel));
      expect(answer, channel).toEqual({ ok: false, error: { code: 'session.unlocked', params: {} } });
    }
  });

  it('S8 asks the policy again in main and says why when a member reaches for an owner’s right', async () => {
    const { call, bob, window, dana } = await wire();
    window.profile = bob.profile;
    for (const channel of ['admin.invite', 'people.resendInvitation', 'people.saveInvitation'] as const) {
      const answer = await call(channel, request(channel));
      expect(answer, channel).toMatchObject({
        ok: false,
        error: { code: 'permission.denied', params: { reason: 'decision.default' } },
      });
    }
    window.profile = dana.profile;
    expect((await call('admin.invite', request('admin.invite'))).ok).toBe(true);
  });
});

describe('what crosses (S8, S20)', () => {
  it('S8 answers within the contract, and names no path, hub or key', async () => {
    const { call, dana, window, folder, desktop } = await wire();
    window.profile = dana.profile;
    desktop.chosen = [folder, join(folder, 'hub')];
    const requests: readonly (readonly [Channel, unknown])[] = [
      ['app.session', {}],
      ['app.profiles', {}],
      ['app.about', {}],
      ['settings.get', {}],
      ['session.me', {}],
      ['people.list', {}],
      ['policy.history', { before: null, limit: 10 }],
      ['hub.sync', {}],
      ['hub.status', {}],
      ['packages.list', { box: 'sent', after: null, limit: 10, filter: '' }],
      ['packages.counts', {}],
      ['transfers.list', {}],
      ['files.choose', { what: 'folder' }],
    ];
    for (const [channel, payload] of requests) {
      const answer = await call(channel, payload);
      if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}`);
      expect(contract[channel].response.safeParse(answer.value).error, channel).toBeUndefined();
      expect(JSON.stringify(answer.value), channel).not.toContain(folder);
    }
  });

  it('S8 resolves a handle in the window it was given to, and nowhere else or later', async () => {
    const { call, dana, window, folder, desktop } = await wire();
    window.profile = dana.profile;
    desktop.chosen = [folder];
    const chosen = await call('files.choose', { what: 'folder' });
    if (!chosen.ok) throw new Error(chosen.error.code);
    const [{ handle }] = chosen.value as [{ handle: string }];
    expect(await call('files.describe', { handles: [handle] })).toMatchObject({
      ok: true,
      value: [{ kind: 'folder' }],
    });
    window.handles.clear();
    expect(await call('files.describe', { handles: [handle] })).toEqual({ ok: true, value: [] });
    const sent = await call('packages.send', {
      recipients: [],
      subject: 'x',
      message: '',
      items: [handle],
      password: null,
      expiresAt: null,
      briefcase: true,
    });
    expect(sent).toEqual({ ok: false, error: { code: 'files.unknown', params: {} } });
  });

  it('keeps a finished transfer off the list once it was removed, and one under way on it', async () => {
    const { call, dana, bob, window } = await wire();
    window.profile = dana.profile;
    const draft = { subject: 'x', message: 'y', paths: [], password: null, expiresAt: null };
    const sent = await dana.packages.send({ ...draft, recipients: [bob.member().id] });
    if (!sent.ok) throw new Error(sent.error.code);
    await dana.packages.settled(sent.value);
    expect(await call('transfers.list', {})).toMatchObject({ ok: true, value: [{ id: sent.value, phase: 'done' }] });
    await call('transfers.control', { transfer: sent.value, action: 'dismiss' });
    expect(await call('transfers.list', {})).toEqual({ ok: true, value: [] });
    const unknown = await call('transfers.control', { transfer: 'nobody', action: 'dismiss' });
    expect(unknown).toEqual({ ok: false, error: { code: 'transfer.unknown', params: {} } });
  });

  it('S20 answers an unexpected failure with a reference and tells the log, not the page, what it was', async () => {
    const { call, logged, desktop } = await wire();
    desktop.choose = async () => {
      throw new Error('EACCES /home/dana/secret.txt');
    };
    const answer = await call('files.choose', { what: 'files' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal', params: { reference: expect.any(String) } } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(logged).toHaveLength(1);
    expect(logged[0]?.event).toBe('ipc.internal');
  });
});
