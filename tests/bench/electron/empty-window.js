/** The least an Electron application can be: one sandboxed window of our size, shown once it has something to show. */
import { app, BrowserWindow } from 'electron';

// As in Sealpost: as root helper processes die when the sandbox is insisted on.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadURL('data:text/html,<!doctype html><title>Empty</title><p>Empty</p>');
});
