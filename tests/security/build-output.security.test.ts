import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../tools/build/ensure-built.ts';
import { FILES } from '../../tools/build/targets.ts';

beforeAll(() => ensureBuilt(['main', 'preload', 'renderer', 'worker'], true));

const output = (target: 'main' | 'preload' | 'renderer' | 'worker'): Promise<string> =>
  readFile(FILES[target].output, 'utf8');

const mainFolder = dirname(FILES.main.output);
const readPart = (name: string): Promise<string> => readFile(join(mainFolder, name), 'utf8');
const mainParts = async (): Promise<string[]> => (await readdir(mainFolder)).filter((name) => name.endsWith('.js'));

/** What is loaded with a part of the main process, whatever the program then does: parts and packages. */
async function loadedWith(part: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(part)) return found;
  found.add(part);
  for (const [, name = ''] of (await readPart(part)).matchAll(/^import\s(?:[^"']*\sfrom\s)?["']([^"']+)["']/gm)) {
    if (name.startsWith('./')) await loadedWith(name.slice(2), found);
    else found.add(name);
  }
  return found;
}

describe('the built app', () => {
  it('S2 has a preload script that is one CommonJS bundle and loads nothing but electron', async () => {
    const code = await output('preload');
    const loaded = [...code.matchAll(/\brequire\(\s*["'`](.*?)["'`]/g)].map((match) => match[1]);
    expect(new Set(loaded)).toEqual(new Set(['electron']));
    expect(code).not.toMatch(/^\s*(import|export)\s/m);
    expect((await readdir(dirname(FILES.preload.output))).filter((name) => !name.endsWith('.map'))).toHaveLength(1);
  });

  it('S4 has pages without inline script, inline style, event attributes or foreign addresses', async () => {
    const html = await output('renderer');
    for (const [, attributes = '', content = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toContain('src="./');
      expect(content.trim()).toBe('');
    }
    expect(html).not.toMatch(/<style\b|\sstyle=|\son\w+=/i);
    expect(html).not.toMatch(/(src|href)=["'](https?:|\/\/|data:)/i);
  });

  it('S4 has style sheets that load only their own files', async () => {
    const folder = join(dirname(FILES.renderer.output), 'assets');
    const sheets = (await readdir(folder)).filter((name) => name.endsWith('.css'));
    expect(sheets.length).toBeGreaterThan(0);
    for (const sheet of sheets) {
      const css = await readFile(join(folder, sheet), 'utf8');
      const addresses = [...css.matchAll(/url\(\s*["']?([^"')]+)/g)].map((match) => match[1] ?? '');
      expect(addresses.filter((address) => /^(https?:|\/\/)/i.test(address))).toEqual([]);
      expect(css).not.toContain('@import');
    }
  });

  it('has a worker and a core that never mention electron, and no React in the main process', async () => {
    expect(await output('worker')).not.toMatch(/from ["']electron["']/);
    for (const name of await mainParts()) expect(await readPart(name)).not.toMatch(/react-dom|react-aria/);
  });

  it('can show a locked profile before the vault, the keychain or any native code is loaded', async () => {
    const parts = ['main.js', 'app.js', 'application.js', 'open-hub.js', 'system-keychain.js'];
    const loaded = new Set((await Promise.all(parts.map((part) => loadedWith(part)))).flatMap((names) => [...names]));
    expect(loaded).toContain('electron');
    const packages = [...loaded].filter((name) => !name.endsWith('.js') && !name.startsWith('node:'));
    expect(packages).toEqual(['electron']);
    expect(loaded).not.toContain('vault.js');
    expect(await mainParts()).toContain('vault.js');
  });

  it('carries the texts of its interface kit in the languages that it speaks, and no other', async () => {
    const folder = join(dirname(FILES.renderer.output), 'assets');
    const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
    const code = (await Promise.all(scripts.map((name) => readFile(join(folder, name), 'utf8')))).join('');
    // React Aria's own, of its lists.
    expect(code).toContain('Gedrückt halten, um Auswahlmodus');
    expect(code).toContain('Long press to enter selection mode');
    expect(code).not.toMatch(/[\u3040-\u30ff\uac00-\ud7af]/); // kana, hangul
  });

  it('is the production build of its libraries, also when a test asks for it', async () => {
    const folder = join(dirname(FILES.renderer.output), 'assets');
    const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
    const code = (await Promise.all(scripts.map((name) => readFile(join(folder, name), 'utf8')))).join('');
    // React's production build names errors by number and this address; its development build has sentences instead.
    expect(code).toContain('https://react.dev/errors/');
    expect(code).not.toContain('Download the React DevTools');
  });
});
