import { app, protocol, type Session, type WebContents } from 'electron';
import { PAGE_ORIGIN } from '../ipc/transport.ts';
import { APP_PAGE, APP_SCHEME } from './csp.ts';

/** Call before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Call before `ready`. */
export function lockDownProcess(): void {
  // SECURITY: S1. Every renderer, also one that is made by mistake. The one exception is Chromium's own switch: as root
  // (development and tests in a container) helper processes die when the sandbox is insisted on.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // No host name resolves in Chromium's own network stack: what the application sends, main sends.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-features', 'SpareRendererForSitePerProcess');
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
}

/** SECURITY: S5. The page that a window was made with is the only one it ever shows. */
function lockDownContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // `about:blank` is shown without any of the events above; whatever is there that is not ours makes way for our page.
  contents.on('did-navigate', (_event, url) => {
    if (url !== APP_PAGE && contents.getType() === 'window') contents.loadURL(APP_PAGE).catch(() => {});
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

const isOurs = (url: string): boolean => url === PAGE_ORIGIN || url.startsWith(`${PAGE_ORIGIN}/`);

/** Bytes that a page made itself never leave the process; the tools of an unpackaged build are local files. */
const isLocal = (url: string, devTools: boolean): boolean =>
  isOurs(url) || url.startsWith('data:') || url.startsWith('blob:') || (devTools && url.startsWith('devtools:'));

/** SECURITY: S3, S6. No permission, no device, no capture, no request beyond our own pages, `file:` included. */
export function lockDownSession(session: Session, devTools: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setUSBProtectedClassesHandler((details) => details.protectedClasses);
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocal(details.url, devTools) }));
  session.setSpellCheckerEnabled(false); // dictionaries would be fetched from the network
}
