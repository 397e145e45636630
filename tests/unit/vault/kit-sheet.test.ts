import { beforeAll, describe, expect, it } from 'vitest';
import type { Fonts } from '../../../src-main/pdf/document.ts';
import { readFonts } from '../../../src-main/pdf/fonts.ts';
import { readTrueType } from '../../../src-main/pdf/truetype.ts';
import { type KitSheet, renderKit } from '../../../src-main/vault/kit/sheet.ts';
import { KIT_TEXTS } from '../../../src-main/vault/kit/texts.ts';
import { printedCode, readPdf } from '../../support/pdf-text.ts';

let fonts: Fonts;
beforeAll(async () => {
  fonts = await readFonts();
});

const sheet: KitSheet = {
  code: '9QJD-0XKM-7TRC-V2HN-5BWE-81PZ-GA4Y-63SF-K0MX',
  organisation: 'Harbour & Söhne',
  member: 'Łucja Θεοδωράκη-Иванова',
  email: 'lucja@harbour.example',
  date: '22 November 2026',
  texts: KIT_TEXTS.en,
};

describe('the recovery kit on paper', () => {
  it('is a PDF whose text is the person, the code and what to do with it', () => {
    const pdf = renderKit(sheet, fonts);
    const { lines } = readPdf(pdf);
    expect(lines).toContain('Recovery kit');
    for (const value of [sheet.organisation, sheet.member, sheet.email, sheet.date]) expect(lines).toContain(value);
    expect(printedCode(pdf)).toBe(sheet.code.replaceAll('-', ''));
    const words = lines.join(' ');
    for (const text of [...sheet.texts.purpose, ...sheet.texts.steps, ...sheet.texts.limits])
      expect(words).toContain(text);
  });

  it('speaks German, and leaves nothing out there', () => {
    const texts = KIT_TEXTS.de;
    const words = readPdf(renderKit({ ...sheet, texts }, fonts)).lines.join(' ');
    for (const text of [texts.title, texts.codeNote, ...texts.purpose, ...texts.steps, ...texts.limits])
      expect(words).toContain(text);
    expect(words).not.toContain('□');
  });

  it('keeps everything on the page, above what US Letter cuts off', () => {
    for (const texts of [KIT_TEXTS.en, KIT_TEXTS.de]) {
      const { content } = readPdf(renderKit({ ...sheet, texts }, fonts));
      const places = [...content.matchAll(/([\d.]+) ([\d.]+) Td/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
      expect(places.length).toBeGreaterThan(50);
      for (const [x, y] of places) {
        expect(x).toBeGreaterThan(50);
        expect(x).toBeLessThan(545);
        expect(y).toBeGreaterThan(50);
        expect(y).toBeLessThan(800);
      }
    }
  });

  it('shows a box for each character that its fonts lack, and the e-mail address in full', () => {
    const { lines } = readPdf(renderKit({ ...sheet, member: '山田 Zoë' }, fonts));
    expect(lines).toContain('□□ Zoë');
    expect(lines).toContain(sheet.email);
  });

  it('shortens what is too long for its line', () => {
    const { lines } = readPdf(renderKit({ ...sheet, organisation: 'Very long name '.repeat(13) }, fonts));
    expect(lines.some((line) => line.startsWith('Very long name') && line.endsWith('…'))).toBe(true);
  });

  it('is the same file for the same kit', () => {
    expect(renderKit(sheet, fonts)).toEqual(renderKit(sheet, fonts));
  });

  it('embeds fonts with the characters used, parts of composed ones included, and no more', () => {
    const font = readTrueType(fonts.regular);
    const wanted = new Set([font.glyph(0x41), font.glyph(0xc9)]);
    const reduced = font.subset(wanted);
    expect(reduced.length).toBeLessThan(fonts.regular.length / 5);
    const pdf = renderKit(sheet, fonts);
    expect(pdf.length).toBeLessThan(60_000);
  });
});
