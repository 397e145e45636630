import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { A4, type Fonts, renderPdf, type TextStyle } from '../../pdf/document.ts';
import { readFonts } from '../../pdf/fonts.ts';
import { paragraph } from '../../pdf/paragraph.ts';
import { demoPicture } from './picture.ts';

const TITLE: TextStyle = { font: 'bold', size: 20, colour: [0, 0, 0] };
const BODY: TextStyle = { font: 'regular', size: 11, colour: [0, 0, 0] };
const MARGIN = 72;

/** A page with a title and lines of text. */
function demoPage(fonts: Fonts, title: string, lines: readonly string[]): Uint8Array {
  return renderPdf({ title, language: 'en', ...A4 }, fonts, (page) => {
    page.text(title, MARGIN, MARGIN, TITLE);
    let y = MARGIN + 28;
    for (const line of lines) {
      y = paragraph(page, line, { x: MARGIN, y, width: A4.width - 2 * MARGIN, leading: 20 }, BODY);
    }
  });
}

/** A table of made-up, plausible figures; the same every time. */
function demoTable(rows: number): string {
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

type DemoFile = readonly [path: string, content: string | Uint8Array];

/** What the demo's packages hold, by the folder that is sent. */
const demoFiles = (fonts: Fonts): Readonly<Record<string, readonly DemoFile[]>> => ({
  'Q3 figures': [
    ['Orders by region.csv', demoTable(48)],
    [
      'Summary.pdf',
      demoPage(fonts, 'Third quarter', [
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
      demoPage(fonts, 'Supply agreement (draft)', [
        '1. The supplier delivers within ten working days.',
        '2. Either side may end this agreement with three months of notice.',
        '3. Prices are reviewed once a year.',
      ]),
    ],
    ['Open questions.txt', 'Clause 2: three months or six?\nClause 3: who proposes?\n'],
  ],
  'Travel notes': [['Notes.txt', 'Train 08:12, platform 4.\nHotel confirmed for two nights.\n']],
});

/**
 * Writes them below `folder`, last changed at `changed` (milliseconds since 1970), for nothing is sent before it is
 * written; answers with the path of each folder by its name.
 */
export async function writeDemoFiles(folder: string, changed: number): Promise<Readonly<Record<string, string>>> {
  const paths: Record<string, string> = {};
  for (const [name, files] of Object.entries(demoFiles(await readFonts()))) {
    paths[name] = join(folder, name);
    for (const [path, content] of files) {
      const target = join(folder, name, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
    // Afterwards, for a folder changes with what is put into it.
    const written = await readdir(paths[name], { recursive: true });
    for (const path of ['', ...written]) await utimes(join(folder, name, path), changed / 1000, changed / 1000);
  }
  return paths;
}
