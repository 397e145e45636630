import type { WindowState } from '../../src-main/ipc/call.ts';
import type { Desktop } from '../../src-main/ipc/desktop.ts';
import { createHandles } from '../../src-main/ipc/handles.ts';
import type { Sender, Transport } from '../../src-main/ipc/transport.ts';
import { systemRandom } from '../../src-main/system/system-random.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { Settings } from '../../src-shared/ipc/app-contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';

type Listener = Parameters<Transport['handle']>[1];

export interface WireTransport extends Transport {
  readonly channels: ReadonlyMap<string, Listener>;
  readonly sent: { window: string; channel: string; payload: unknown }[];
  call(channel: string, payload: unknown, sender?: Sender | null): Promise<Result<unknown, IpcError>>;
}

export const PAGE: Sender = { window: 'w1', mainFrame: true, origin: 'sealpost://app' };

/** The transport without Electron: whoever calls says who they are. */
export function createWireTransport(): WireTransport {
  const channels = new Map<string, Listener>();
  const sent: WireTransport['sent'] = [];
  return {
    channels,
    sent,
    handle: (channel, listener) => void channels.set(channel, listener),
    send: (window, channel, payload) => void sent.push({ window, channel, payload }),
    call(channel, payload, sender = PAGE) {
      const listener = channels.get(channel);
      if (listener === undefined) throw new Error(`no handler for ${channel}`);
      return listener(sender, payload);
    },
  };
}

export const createWindowState = (id = 'w1'): WindowState => ({
  id,
  profile: null,
  handles: createHandles(systemRandom),
  targets: new Map(),
  dismissed: new Set(),
});

/** A desktop whose dialogs answer what the test put there. */
export interface TestDesktop extends Desktop {
  chosen: readonly string[];
  target: string | null;
  pending: string | null;
  readonly revealed: string[];
  readonly copied: string[];
}

export function createTestDesktop(windows: readonly WindowState[]): TestDesktop {
  let settings: Settings = {
    theme: 'system',
    density: 'comfortable',
    language: 'system',
    notifications: true,
    lockAfterMinutes: 15,
  };
  const desktop: TestDesktop = {
    chosen: [],
    target: null,
    pending: null,
    revealed: [],
    copied: [],
    choose: async () => desktop.chosen,
    chooseTarget: async () => desktop.target,
    openExternal: async () => {},
    reveal: (path) => void desktop.revealed.push(path),
    copy(text) {
      desktop.copied.push(text);
      return 120;
    },
    async select(window, profile) {
      const found = windows.find(({ id }) => id === window);
      if (found !== undefined) found.profile = profile;
    },
    takePendingLink() {
      const { pending } = desktop;
      desktop.pending = null;
      return pending;
    },
    settings: () => settings,
    language: () => (settings.language === 'de' ? 'de' : 'en'),
    changeSettings(changes) {
      settings = { ...settings, ...changes };
      return settings;
    },
    about: () => ({ version: '0.1.0', platform: 'test', electron: '0' }),
  };
  return desktop;
}
