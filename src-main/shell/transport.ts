import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Sender, Transport } from '../ipc/transport.ts';
import type { WindowRegistry } from './window-registry.ts';

/** Who sent it, from Electron's own knowledge of the frame; null when the frame is gone. */
function senderOf(event: IpcMainInvokeEvent, windows: WindowRegistry): Sender | null {
  const frame = event.senderFrame;
  if (frame === null) return null;
  return {
    window: windows.byContents(event.sender)?.state.id ?? null,
    mainFrame: frame === event.sender.mainFrame && frame.parent === null,
    origin: frame.origin,
  };
}

export function createTransport(windows: WindowRegistry): Transport {
  return {
    handle(channel, listener) {
      ipcMain.handle(channel, (event, payload: unknown) => listener(senderOf(event, windows), payload));
    },
    send(window, channel, payload) {
      const contents = windows.byId(window)?.window.webContents;
      if (contents !== undefined && !contents.isDestroyed()) contents.send(channel, payload);
    },
  };
}
