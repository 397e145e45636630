import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { methodName } from '../../src-shared/ipc/bridge.ts';
import { type Channel, contract } from '../../src-shared/ipc/contract.ts';
import { ask, demand } from './support/bridge.ts';
import { type RunningApp, startApp } from './support/running-app.ts';

/** Fetches like a page's own subresource would be, from main, where no policy hides the answer. */
function fetchPage(
  app: ElectronApplication,
  url: string,
): Promise<{ status: number; csp: string | null; body: string }> {
  return app.evaluate(async ({ BrowserWindow }, address) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    const response = await window.webContents.session.fetch(address, { bypassCustomProtocolHandlers: false });
    return {
      status: response.status,
      csp: response.headers.get('content-security-policy'),
      body: await response.text(),
    };
  }, url);
}

/** Everything that would lead the page elsewhere; the page must be where it was. */
async function staysPut({ page }: RunningApp, attempt: () => Promise<unknown>): Promise<void> {
  await attempt().catch(() => {});
  await page.waitForTimeout(200);
  await expect.poll(() => page.url()).toBe('sealpost://app/index.html');
  await page.waitForLoadState('load');
  expect(await page.evaluate(() => typeof (globalThis as { sealpost?: unknown }).sealpost)).toBe('object');
}

const navigate = (page: Page, url: string): Promise<void> =>
  page.evaluate((address) => {
    location.href = address;
  }, url);

describe('the window and its content, in real Electron', () => {
  it('S1 gives every window the same locked-down preferences', async () => {
    const { app, page } = await startApp();
    const { profiles } = await demand<'demo.open'>(page, 'demoOpen', {});
    await demand<'profile.select'>(page, 'profileSelect', { profile: profiles[0]?.id ?? null, newWindow: true });
    await expect.poll(() => app.windows().length).toBe(2);
    const preferences = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
        const { sandbox, contextIsolation, webSecurity, nodeIntegration, webviewTag, experimentalFeatures } =
          contents.getLastWebPreferences();
        return { sandbox, contextIsolation, webSecurity, nodeIntegration, webviewTag, experimentalFeatures };
      }),
    );
    expect(preferences).toHaveLength(2);
    for (const each of preferences) {
      expect(each).toEqual({
        sandbox: true,
        contextIsolation: true,
        webSecurity: true,
        nodeIntegration: false,
        webviewTag: false,
        experimentalFeatures: false,
      });
    }
    for (const each of app.windows()) {
      await each.waitForLoadState('load');
      const reach = await each.evaluate(() =>
        ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in globalThis),
      );
      expect(reach).toEqual([]);
    }
  });

  it('S2 puts exactly the functions of the contract on the bridge', async () => {
    const { page } = await startApp();
    const bridge = await page.evaluate(() => {
      const { sealpost } = globalThis as unknown as { sealpost: Record<string, unknown> };
      return Object.entries(sealpost).map(([key, value]) => `${key}: ${typeof value}`);
    });
    const methods = (Object.keys(contract) as Channel[]).map(methodName);
    expect(bridge.sort()).toEqual([...methods, 'on', 'drop'].map((name) => `${name}: function`).sort());
    expect(bridge.sort()).toMatchSnapshot();
    const frozen = await page.evaluate(() => {
      const { sealpost } = globalThis as unknown as { sealpost: Record<string, unknown> };
      try {
        sealpost.appSession = () => 'forged';
      } catch {}
      return String(sealpost.appSession).includes('forged');
    });
    expect(frozen).toBe(false);
  });

  it('S2 hands listeners the payload alone, no event object', async () => {
    const { page } = await startApp();
    await page.evaluate(() => {
      const target = globalThis as unknown as {
        sealpost: { on(event: string, listener: (...given: unknown[]) => void): () => void };
        given: unknown[][];
      };
      target.given = [];
      target.sealpost.on('settings.changed', (...given) => target.given.push(given));
    });
    await demand<'settings.set'>(page, 'settingsSet', { density: 'compact' });
    await expect.poll(() => page.evaluate(() => (globalThis as unknown as { given: unknown[] }).given.length)).toBe(1);
    const given = await page.evaluate(() => (globalThis as unknown as { given: unknown[][] }).given[0]);
    expect(given).toEqual([expect.objectContaining({ density: 'compact' })]);
  });

  it('S3 serves pages from one folder only and no file of the system', async () => {
    const { app, page } = await startApp();
    expect((await fetchPage(app, 'sealpost://app/index.html')).status).toBe(200);
    for (const path of ['../package.json', '..%2fmain%2fmain.js', '%2e%2e/main/main.js', '..\\main\\main.js', 'x']) {
      const answer = await fetchPage(app, `sealpost://app/${path}`);
      expect(answer.status, path).toBe(404);
      expect(answer.body, path).toBe('');
    }
    const image = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const picture = new Image();
          picture.onload = () => resolve('loaded');
          picture.onerror = () => resolve('refused');
          picture.src = 'file:///usr/share/pixmaps/debian-logo.png';
        }),
    );
    expect(image).toBe('refused');
  });

  it('S4 sends the policy with every response, a page without complaints included', async () => {
    const running = await startApp();
    for (const path of ['index.html', 'missing.js']) {
      const { csp } = await fetchPage(running.app, `sealpost://app/${path}`);
      expect(csp).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]+'; img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'$/,
      );
    }
    await running.page.waitForTimeout(500);
    expect(running.complaints).toEqual([]);
  });

  it('S4 stops inline script, eval, network and untrusted markup in the page', async () => {
    const { page } = await startApp();
    // Evaluated in a task of the page's own: what the debugger evaluates directly is not bound by the policy.
    const outcome = await page.evaluate(
      () =>
        new Promise<Record<string, string>>((resolve) => {
          const results: Record<string, string> = {};
          const attempt = (name: string, work: () => void): void => {
            try {
              work();
              results[name] = 'done';
            } catch {
              results[name] = 'refused';
            }
          };
          setTimeout(async () => {
            attempt('eval', () => new Function('return 1')());
            attempt('markup', () => {
              document.createElement('div').innerHTML = '<b>x</b>';
            });
            attempt('script', () => {
              document.createElement('script').text = '1';
            });
            attempt('worker', () => new Worker('data:text/javascript,1'));
            results.fetch = await fetch('https://example.com').then(
              () => 'done',
              () => 'refused',
            );
            results.socket = await new Promise((done) => {
              try {
                const socket = new WebSocket('wss://example.com');
                socket.onopen = () => done('done');
                socket.onerror = () => done('refused');
              } catch {
                done('refused');
              }
            });
            resolve(results);
          }, 0);
        }),
    );
    expect(outcome).toEqual({
      eval: 'refused',
      markup: 'refused',
      script: 'refused',
      worker: 'refused',
      fetch: 'refused',
      socket: 'refused',
    });
  });

  it('S5 goes nowhere, opens nothing and frames nothing', async () => {
    const running = await startApp();
    const { app, page } = running;
    for (const url of [
      'https://example.com/',
      'file:///etc/hostname',
      'about:blank',
      'data:text/html,<p>x',
      'sealpost://evil/index.html',
      'sealpost://app/missing.html',
      'javascript:void(document.title="x")',
      'chrome://gpu',
    ]) {
      await staysPut(running, () => navigate(page, url));
    }
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(await page.evaluate(() => window.open('sealpost://app/index.html') === null)).toBe(true);
    await staysPut(running, () =>
      page.evaluate(() => {
        const frame = document.createElement('iframe');
        frame.src = 'sealpost://app/index.html';
        document.body.append(frame);
        const view = document.createElement('webview');
        view.setAttribute('src', 'https://example.com/');
        document.body.append(view);
        const form = document.createElement('form');
        form.action = 'https://example.com/';
        document.body.append(form);
        form.submit();
      }),
    );
    expect(app.windows()).toHaveLength(1);
    const framed = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().flatMap(({ webContents }) =>
        webContents.mainFrame.framesInSubtree.slice(1).map((frame) => frame.origin),
      ),
    );
    expect(framed.filter((origin) => origin === 'sealpost://app')).toEqual([]);
    const kinds = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((each) => each.getType()),
    );
    expect(kinds.filter((kind) => kind === 'webview')).toEqual([]);
  });

  it('S6 denies every permission, asked or checked', async () => {
    const { page } = await startApp();
    const states = await page.evaluate(async () => {
      const results: Record<string, string> = {};
      for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']) {
        results[name] = await navigator.permissions
          .query({ name: name as PermissionName })
          .then(({ state }) => state)
          .catch(() => 'unsupported');
      }
      const media = navigator.mediaDevices as MediaDevices | undefined;
      results.getUserMedia =
        media === undefined
          ? 'refused'
          : await media.getUserMedia({ audio: true }).then(
              () => 'given',
              () => 'refused',
            );
      results.getDisplayMedia =
        media === undefined
          ? 'refused'
          : await media.getDisplayMedia().then(
              () => 'given',
              () => 'refused',
            );
      results.clipboard = await navigator.clipboard.readText().then(
        () => 'given',
        () => 'refused',
      );
      results.notification = await Notification.requestPermission();
      return results;
    });
    for (const [name, state] of Object.entries(states)) {
      expect(['denied', 'refused', 'unsupported', 'prompt'], name).toContain(state);
      expect(state, name).not.toBe('granted');
    }
  });

  it('S7 opens only listed https pages outside', async () => {
    const { app, page } = await startApp();
    await app.evaluate(({ shell }) => {
      const opened: string[] = [];
      (globalThis as unknown as { opened: string[] }).opened = opened;
      shell.openExternal = async (url) => void opened.push(url);
    });
    await demand<'app.openExternal'>(page, 'appOpenExternal', { page: 'licence' });
    const forged = await ask<'app.openExternal'>(page, 'appOpenExternal', {
      page: 'https://evil.example' as 'licence',
    });
    expect(forged).toMatchObject({ ok: false, error: { code: 'ipc.malformed' } });
    const opened = await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
    expect(opened).toEqual(['https://www.gnu.org/licenses/agpl-3.0.html']);
  });

  it('S8 leaves no other channel open in main, not even those of its libraries', async () => {
    const { app, page, userData } = await startApp();
    // What writes settings is loaded with the first change, and would answer any page with the path of its folder.
    await demand<'settings.set'>(page, 'settingsSet', { theme: 'dark' });
    await expect
      .poll(() => readFile(join(userData, 'settings.json'), 'utf8').catch(() => ''), { timeout: 20_000 })
      .toContain('dark');
    const listeners = await app.evaluate(({ ipcMain }) =>
      ipcMain.eventNames().filter((name) => typeof name === 'string' && name !== 'error'),
    );
    expect(listeners).toEqual([]);
  });

  it('S14 forgets what the page held and refuses later calls when it is locked', async () => {
    const { page } = await startApp();
    const { profiles, password } = await demand<'demo.open'>(page, 'demoOpen', {});
    await demand<'profile.select'>(page, 'profileSelect', { profile: profiles[0]?.id ?? null, newWindow: false });
    await demand<'vault.unlock'>(page, 'vaultUnlock', { password });
    expect((await demand<'session.me'>(page, 'sessionMe', {})).role.id).toBe('owner');
    await page.evaluate(() => {
      (globalThis as { held?: string }).held = 'a secret';
    });
    const reloaded = page.waitForEvent('load');
    await ask<'vault.lock'>(page, 'vaultLock', {}).catch(() => {});
    await reloaded;
    expect(await page.evaluate(() => (globalThis as { held?: string }).held)).toBeUndefined();
    expect(await ask<'session.me'>(page, 'sessionMe', {})).toMatchObject({
      ok: false,
      error: { code: 'session.locked' },
    });
    expect((await demand<'app.session'>(page, 'appSession', {})).state).toBe('locked');
  });

  it('S15 locks when the machine is suspended or its screen is locked', async () => {
    const { app, page } = await startApp();
    const { profiles, password } = await demand<'demo.open'>(page, 'demoOpen', {});
    await demand<'profile.select'>(page, 'profileSelect', { profile: profiles[0]?.id ?? null, newWindow: false });
    for (const event of ['suspend', 'lock-screen']) {
      await demand<'vault.unlock'>(page, 'vaultUnlock', { password });
      const reloaded = page.waitForEvent('load');
      await app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
      await reloaded;
      expect((await demand<'app.session'>(page, 'appSession', {})).state, event).toBe('locked');
    }
  });

  it('S16 clears the clipboard on quit when it still holds what was copied', async () => {
    const { app, page } = await startApp();
    await demand<'clipboard.write'>(page, 'clipboardWrite', { text: 'an invitation' });
    const before = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(before).toBe('an invitation');
    const after = await app.evaluate(async ({ app: electron, clipboard }) => {
      const { quit } = electron;
      electron.quit = () => {};
      electron.emit('will-quit', { preventDefault: () => {} });
      for (let left = 400; left > 0 && (await clipboard.readText()) !== ''; left -= 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      electron.quit = quit;
      return clipboard.readText();
    });
    expect(after).toBe('');
  });

  it('S20 keeps secrets, names and paths out of its log', async () => {
    const { app, page, userData } = await startApp();
    const canary = 'canary-7f3a';
    await app.evaluate(({ dialog }, text) => {
      dialog.showOpenDialog = async () => {
        throw new TypeError(`/home/${text}/${text}.txt of dana@${text}.example: "${text}" ${text}`);
      };
    }, canary);
    const answer = await ask<'files.choose'>(page, 'filesChoose', { what: 'files' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    const log = await readFile(join(userData, 'logs', 'sealpost.log'), 'utf8');
    expect(log).toContain('ipc.internal');
    expect(log).not.toContain(`${canary}.`);
    expect(log).not.toContain(`@${canary}`);
    expect(log).not.toContain(userData);
  });
});
