import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Result } from '../src-shared/base/result.ts';
import { type Bridge, methodName } from '../src-shared/ipc/bridge.ts';
import { CHANNELS, DROP_CHANNEL, EVENT_NAMES, eventChannel } from '../src-shared/ipc/channels.ts';
import type { EventName, EventPayload } from '../src-shared/ipc/contract.ts';
import type { IpcError } from '../src-shared/ipc/contract-fields.ts';
import type { Chosen } from '../src-shared/ipc/files-contract.ts';

/*
 * SECURITY: S2. One named function a channel of the contract; no generic `invoke`, and no event object crosses, for an
 * event object carries the sender. Everything that arrives in main is checked there again.
 */

const internal: Result<never, IpcError> = { ok: false, error: { code: 'internal', params: {} } };

async function ask(channel: string, request: unknown): Promise<unknown> {
  try {
    return await ipcRenderer.invoke(channel, request);
  } catch {
    return internal; // a request that cannot be cloned: a programming error of the page
  }
}

function on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void {
  if (!EVENT_NAMES.includes(event)) return () => {};
  const deliver = (_event: unknown, payload: EventPayload<E>): void => listener(payload);
  ipcRenderer.on(eventChannel(event), deliver);
  return () => {
    ipcRenderer.off(eventChannel(event), deliver);
  };
}

/** A File made by script has no path; it is left out, and main refuses an empty list. */
function drop(files: readonly unknown[]): Promise<Result<readonly Chosen[], IpcError>> {
  const paths: string[] = [];
  for (const file of files) {
    if (!(file instanceof File)) continue;
    const path = webUtils.getPathForFile(file);
    if (path !== '') paths.push(path);
  }
  return ask(DROP_CHANNEL, { paths }) as Promise<Result<readonly Chosen[], IpcError>>;
}

const methods = Object.fromEntries(
  CHANNELS.map((channel) => [methodName(channel), (request: unknown) => ask(channel, request)]),
);

contextBridge.exposeInMainWorld('sealpost', { ...methods, on, drop } as unknown as Bridge);
