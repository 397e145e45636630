import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { launchApp } from '../electron-runtime/launch.ts';
import { encodeIcns, encodeIco, type IconImage } from '../icons/containers.ts';
import { ROOT } from '../support/paths.ts';
import { provisionElectron } from '../support/provision.ts';
import { say } from '../support/say.ts';
import { openDisplay } from '../system/display.ts';

const ICONS = join(ROOT, 'assets', 'icons');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
/** Up to this size the simpler drawing is clearer. */
const SMALL = 32;
const ICO_LARGEST = 256;
const TRAY_SIZES = { 'tray/trayTemplate.png': 16, 'tray/trayTemplate@2x.png': 32 } as const;
const TRAY_COLOUR_SIZES = { 'tray/tray.png': 16, 'tray/tray@2x.png': 32 } as const;

/** Draws an SVG at `size` pixels on a transparent canvas of the page. */
async function draw(page: Page, svg: string, size: number): Promise<IconImage> {
  const base64 = await page.evaluate(
    async ([source, pixels]) => {
      const image = new Image();
      image.src = `data:image/svg+xml;base64,${btoa(source)}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = pixels;
      canvas.height = pixels;
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, pixels, pixels);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    [svg, size] as const,
  );
  return { size, png: Buffer.from(base64, 'base64') };
}

async function save(name: string, data: Uint8Array): Promise<void> {
  const path = join(ICONS, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, data);
}

async function drawAll(page: Page): Promise<void> {
  const source = (name: string): Promise<string> => readFile(join(ICONS, 'source', name), 'utf8');
  const [large, small, file, tray] = await Promise.all(
    ['icon.svg', 'icon-small.svg', 'file.svg', 'tray.svg'].map(source),
  );
  if (!large || !small || !file || !tray) throw new Error('a source drawing is empty');
  const app: IconImage[] = [];
  const document: IconImage[] = [];
  for (const size of SIZES) {
    app.push(await draw(page, size <= SMALL ? small : large, size));
    document.push(await draw(page, file, size));
  }
  for (const { size, png } of app) await save(`linux/${size}x${size}.png`, png);
  await save('icon.ico', encodeIco(app.filter(({ size }) => size <= ICO_LARGEST)));
  await save('icon.icns', encodeIcns(app));
  await save('file.ico', encodeIco(document.filter(({ size }) => size <= ICO_LARGEST)));
  await save('file.icns', encodeIcns(document));
  for (const [name, size] of Object.entries(TRAY_SIZES)) await save(name, (await draw(page, tray, size)).png);
  for (const [name, size] of Object.entries(TRAY_COLOUR_SIZES)) await save(name, (await draw(page, small, size)).png);
}

/** `node tools/run.mjs icons`: draws every icon file from the SVG sources in assets/icons/source. */
export async function main(): Promise<number> {
  await provisionElectron();
  const display = await openDisplay();
  const userData = await mkdtemp(join(tmpdir(), 'sealpost-icons-'));
  Object.assign(process.env, display.env);
  try {
    const app = await launchApp({ userData, app: join(ROOT, 'tools', 'icons', 'canvas') });
    await drawAll(await app.firstWindow());
    await app.close();
    say(`The icons are in ${ICONS}`);
    return 0;
  } finally {
    await display.close();
    await rm(userData, { recursive: true, force: true });
  }
}
