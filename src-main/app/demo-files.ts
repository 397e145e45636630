import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { concat, u32, utf8 } from '../../src-shared/base/bytes.ts';
import { textPdf } from './text-pdf.ts';

const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat([utf8(type), data]);
  return concat([u32(data.length), body, u32(crc32(body))]);
}

/** A picture of two colours fading into each other, with a disc: enough to look like a logo. */
export function demoPicture(width: number, height: number, from: readonly number[], to: readonly number[]): Uint8Array {
  const rows = new Uint8Array(height * (1 + 3 * width));
  const radius = Math.min(width, height) / 3;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inside = (x - width / 2) ** 2 + (y - height / 2) ** 2 < radius ** 2;
      const share = inside ? 1 - y / height : y / height;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (from[channel] ?? 0) * (1 - share) + (to[channel] ?? 0) * share;
        rows[y * (1 + 3 * width) + 1 + 3 * x + channel] = Math.round(value);
      }
    }
  }
  const header = concat([u32(width), u32(height), Uint8Array.of(8, 2, 0, 0, 0)]);
  const parts = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', new Uint8Array())];
  return concat([PNG_SIGNATURE, ...parts]);
}

/** A table of made-up, plausible figures; the same every time. */
export function demoTable(rows: number): string {
  const lines = ['month,region,orders,revenue_eur,returned'];
  for (let row = 0; row < rows; row += 1) {
    const month = `2026-${String((row % 12) + 1).padStart(2, '0')}`;
    const region = ['North', 'South', 'East', 'West'][row % 4];
    lines.push(
      `${month},${region},${180 + ((row * 37) % 90)},${(41_000 + ((row * 7919) % 23_000)).toFixed(2)},${row % 7}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

export type DemoFile = readonly [path: string, content: string | Uint8Array];

/** What the demo's packages hold, by the folder that is sent. */
export const DEMO_FILES: Readonly<Record<string, readonly DemoFile[]>> = {
  'Q3 figures': [
    ['Orders by region.csv', demoTable(48)],
    [
      'Summary.pdf',
      textPdf('Third quarter', [
        'Orders are up in three of four regions.',
        'Returns fell to the lowest share since we began to count.',
        'Details are in the table beside this page.',
      ]),
    ],
  ],
  'Brand refresh': [
    ['Logo/logo-dark.png', demoPicture(480, 320, [22, 28, 45], [94, 129, 244])],
    ['Logo/logo-light.png', demoPicture(480, 320, [255, 255, 255], [94, 129, 244])],
    ['Photos/office.png', demoPicture(640, 400, [240, 190, 120], [60, 90, 140])],
    ['Read me first.txt', 'Both logos are final. The photo is a placeholder until Thursday.\n'],
  ],
  'Contract draft': [
    [
      'Supply agreement.pdf',
      textPdf('Supply agreement (draft)', [
        '1. The supplier delivers within ten working days.',
        '2. Either side may end this agreement with three months of notice.',
        '3. Prices are reviewed once a year.',
      ]),
    ],
    ['Open questions.txt', 'Clause 2: three months or six?\nClause 3: who proposes?\n'],
  ],
  'Travel notes': [['Notes.txt', 'Train 08:12, platform 4.\nHotel confirmed for two nights.\n']],
};

/** Writes them below `folder`; answers with the path of each folder by its name. */
export async function writeDemoFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  const paths: Record<string, string> = {};
  for (const [name, files] of Object.entries(DEMO_FILES)) {
    paths[name] = join(folder, name);
    for (const [path, content] of files) {
      const target = join(folder, name, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }
  return paths;
}
