import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { type Browser, chromium, errors as driverErrors, type Page } from 'playwright-core';

/** A packaged app that runs, seen through Chromium's own remote debugging. */
export interface PackagedApp {
  readonly browser: Browser;
  /** The first window's page. */
  readonly page: Page;
  /** What the app has written to standard error. */
  errors(): string;
  /** Quits it and waits until the process has ended. @throws when it does not quit in time (it is ended then) */
  close(): Promise<void>;
}

export interface PackagedOptions {
  /** The packaged program. */
  readonly executable: string;
  /** Folder for everything that the app stores. */
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

const TIMEOUT_MS = 60_000;
const QUIT_TIMEOUT_MS = 20_000;
/** Attaching takes a fraction of a second, unless it is never answered. */
const ATTACH_TIMEOUT_MS = 10_000;
const ATTACH_TRIES = 3;

function endpoint(child: ChildProcess, errors: () => string, timeout: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The packaged app ${why}. It wrote:\n${errors()}`));
    const timer = setTimeout(() => fail('did not come up in time'), timeout);
    timer.unref();
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with ${code} before it was up`));
    child.stderr?.on('data', () => {
      const address = /DevTools listening on (ws:\S+)/.exec(errors())?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

/**
 * A driver that attaches while the app opens its window may wait for an answer that never comes: it then asks anew.
 * An app that hangs answers none of them.
 */
async function attach(address: string): Promise<Browser> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await chromium.connectOverCDP(address, { timeout: ATTACH_TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof driverErrors.TimeoutError) || tried === ATTACH_TRIES) throw error;
    }
  }
}

async function firstPage(browser: Browser, timeout: number): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The packaged app has no browser context.');
  return context.pages()[0] ?? (await context.waitForEvent('page', { timeout }));
}

/**
 * Starts a packaged app. Its fuses forbid the Node.js inspector, which Playwright's own Electron support needs, so it is
 * driven as the Chromium that it is. The display must be there; the caller closes the app.
 * @throws when it does not come up in time
 */
export async function launchPackagedApp(options: PackagedOptions): Promise<PackagedApp> {
  const timeout = options.timeout ?? TIMEOUT_MS;
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [
    ...(asRoot ? ['--no-sandbox'] : []),
    '--remote-debugging-port=0',
    `--user-data-dir=${options.userData}`,
    ...(options.args ?? []),
  ];
  const child = spawn(options.executable, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  let written = '';
  child.stderr?.on('data', (part: Buffer) => {
    written += part.toString('utf8');
  });
  const errors = (): string => written;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    const browser = await attach(await endpoint(child, errors, timeout));
    const page = await firstPage(browser, timeout);
    const close = async (): Promise<void> => {
      await browser.close();
      child.kill('SIGTERM');
      let hung = false;
      const timer = setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, QUIT_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
      if (hung) throw new Error('The packaged app did not quit when it was told to.');
    };
    return { browser, page, errors, close };
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw new Error(`The packaged app shows no window. It wrote:\n${written.slice(-2_000)}`, { cause: error });
  }
}
