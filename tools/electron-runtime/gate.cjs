/**
 * Loaded with `-r` before an application that Playwright drives: holds it back until Playwright has attached to the
 * browser, which it announces by calling `__playwright_run()` in the main process. Without it a window that opens while
 * Playwright attaches is now and then missed, and the launch never ends. (Playwright does the same, but only for an
 * Electron that it finds by itself.)
 */
const { app } = require('electron');

const whenReady = app.whenReady.bind(app);
const attached = new Promise((resolve) => {
  globalThis.__playwright_run = resolve;
});

app.whenReady = () => attached.then(whenReady);
