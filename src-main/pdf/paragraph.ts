import type { Page, TextStyle } from './document.ts';

/** Where a paragraph stands, in points: its first line's base, and how far lines are apart. */
export interface Column {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly leading: number;
}

/**
 * Breaks at spaces, so that lines fit the column; a word that is wider than the column stands out of it.
 *
 * @returns where a next line would stand
 */
export function paragraph(page: Page, text: string, { x, y, width, leading }: Column, style: TextStyle): number {
  let line = '';
  let at = y;
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (page.width(longer, style) > width && line !== '') {
      page.text(line, x, at, style);
      at += leading;
      line = word;
    } else line = longer;
  }
  page.text(line, x, at, style);
  return at + leading;
}
