import { A4, type Colour, type Fonts, type Page, renderPdf, type TextStyle } from '../../pdf/document.ts';
import { type Column, paragraph } from '../../pdf/paragraph.ts';
import type { KitTexts } from './texts.ts';

export interface KitSheet {
  /** From `OpenVault.recoveryCode`: groups joined by dashes. */
  readonly code: string;
  readonly organisation: string;
  readonly member: string;
  readonly email: string;
  /** As people of that language write it; the caller has the clock and the time zone. */
  readonly date: string;
  readonly texts: KitTexts;
}

/** On A4; nothing stands in the lowest 60 points, so that it prints whole on US Letter as well. */
const LEFT = 62;
const WIDTH = A4.width - 2 * LEFT;

const INK: Colour = [0.09, 0.11, 0.15];
const SOFT: Colour = [0.37, 0.4, 0.46];
const LINE: Colour = [0.8, 0.82, 0.86];
const PAPER: Colour = [0.965, 0.97, 0.98];
const ACCENT: Colour = [0.16, 0.31, 0.62];

const BODY: TextStyle = { font: 'regular', size: 10.5, colour: INK };
const LABEL: TextStyle = { font: 'regular', size: 9, colour: SOFT };
const LEADING = 15;

const column = (y: number, indent = 0): Column => ({ x: LEFT + indent, y, width: WIDTH - indent, leading: LEADING });

/**
 * The recovery kit as a PDF of one page, about 40 KB. `fonts` are the TrueType files of assets/fonts. Characters they
 * lack (they have Latin, Greek and Cyrillic) show as an empty box: the code and the e-mail address never do, and a name
 * is there for the eye alone.
 */
export function renderKit(sheet: KitSheet, fonts: Fonts): Uint8Array {
  const { texts } = sheet;
  const info = { title: `Sealpost – ${texts.title}`, language: texts.language, ...A4 };
  return renderPdf(info, fonts, (page) => {
    let y = heading(page, texts);
    y = identity(page, sheet, y + 26);
    y = code(page, sheet, y + 20);
    y = section(page, texts.purposeTitle, texts.purpose, '•', y + 34);
    y = section(page, texts.stepsTitle, texts.steps, 'number', y + 28);
    y = section(page, texts.limitsTitle, texts.limits, '•', y + 28);
    keptAt(page, texts, y + 40);
  });
}

function heading(page: Page, texts: KitTexts): number {
  page.rectangle(LEFT, 52, 26, 18, { stroke: ACCENT, radius: 2.5 });
  page.rectangle(LEFT + 9.5, 58.5, 7, 7, { fill: ACCENT, radius: 3.5 });
  page.text('Sealpost', LEFT + 34, 67, { font: 'bold', size: 15, colour: ACCENT });
  page.text(texts.title, LEFT, 112, { font: 'bold', size: 28, colour: INK });
  return paragraph(page, texts.lead, column(134), { ...BODY, colour: SOFT });
}

function identity(page: Page, { texts, ...sheet }: KitSheet, top: number): number {
  const half = WIDTH / 2;
  const cell = (label: string, value: string, column: number, y: number): void => {
    const x = LEFT + column * half;
    page.text(label, x, y, LABEL);
    page.text(fitted(page, value, half - 14, VALUE), x, y + 16, VALUE);
  };
  cell(texts.organisation, sheet.organisation, 0, top);
  cell(texts.date, sheet.date, 1, top);
  cell(texts.member, sheet.member, 0, top + 40);
  cell(texts.email, sheet.email, 1, top + 40);
  return top + 56;
}

const VALUE: TextStyle = { font: 'bold', size: 12, colour: INK };
const CODE: TextStyle = { font: 'bold', size: 27, colour: INK };

/** Groups three to a line; each character centred in a cell of its own, so that columns line up as in a typescript. */
function code(page: Page, { texts, code: groups }: KitSheet, top: number): number {
  const height = 170;
  page.rectangle(LEFT, top, WIDTH, height, { fill: PAPER, stroke: LINE, radius: 8 });
  page.text(texts.code, LEFT + 20, top + 24, LABEL);
  const cell = 25;
  const gap = 34;
  const line = 12 * cell + 2 * gap;
  groups.split('-').forEach((group, index) => {
    const x = LEFT + (WIDTH - line) / 2 + (index % 3) * (4 * cell + gap);
    const y = top + 62 + Math.floor(index / 3) * 36;
    Array.from(group).forEach((character, place) => {
      page.text(character, x + place * cell + (cell - page.width(character, CODE)) / 2, y, CODE);
    });
  });
  page.text(fitted(page, texts.codeNote, WIDTH - 40, LABEL), LEFT + 20, top + height - 12, LABEL);
  return top + height;
}

function section(page: Page, title: string, items: readonly string[], marker: '•' | 'number', top: number): number {
  page.text(title, LEFT, top, { font: 'bold', size: 12.5, colour: INK });
  let y = top + 19;
  items.forEach((item, index) => {
    page.text(marker === 'number' ? `${index + 1}.` : marker, LEFT, y, { ...BODY, colour: ACCENT });
    y = paragraph(page, item, column(y, 16), BODY) + 3;
  });
  return y - LEADING;
}

function keptAt(page: Page, texts: KitTexts, y: number): void {
  page.text(texts.keep, LEFT, y, LABEL);
  const start = LEFT + page.width(texts.keep, LABEL) + 10;
  page.rectangle(start, y + 1, LEFT + WIDTH - start, 0.6, { fill: LINE });
}

/** One line: what does not fit ends in an ellipsis. */
function fitted(page: Page, text: string, width: number, style: TextStyle): string {
  if (page.width(text, style) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && page.width(`${characters.join('')}…`, style) > width) characters.pop();
  return `${characters.join('')}…`;
}
