import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FontName } from '../../../src-main/vault/kit/pdf/document.ts';
import { readTrueType } from '../../../src-main/vault/kit/pdf/truetype.ts';
import { type KitSheet, renderKit } from '../../../src-main/vault/kit/sheet.ts';
import { KIT_TEXTS } from '../../../src-main/vault/kit/texts.ts';

let fonts: Record<FontName, Uint8Array>;
beforeAll(async () => {
  const font = async (name: FontName) =>
    Uint8Array.from(await readFile(new URL(`../../../assets/fonts/inter-${name}.ttf`, import.meta.url)));
  fonts = { regular: await font('regular'), bold: await font('bold') };
});

const sheet: KitSheet = {
  code: '9QJD-0XKM-7TRC-V2HN-5BWE-81PZ-GA4Y-63SF-K0MX',
  organisation: 'Harbour & Söhne',
  member: 'Łucja Θεοδωράκη-Иванова',
  email: 'lucja@harbour.example',
  date: '22 November 2026',
  texts: KIT_TEXTS.en,
};

/** Reads the document as a viewer does: by the table at its end, and text back through its Unicode maps. */
function read(pdf: Uint8Array) {
  const raw = Buffer.from(pdf).toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(raw)?.[1]);
  const offsets = [...raw.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
  const objects = offsets.map((offset, index) => {
    const body = raw.slice(offset, raw.indexOf('endobj', offset));
    expect(body.startsWith(`${index + 1} 0 obj\n`), `object ${index + 1}`).toBe(true);
    return body;
  });
  const stream = (number: number): string => {
    const body = objects[number - 1] ?? '';
    const start = body.indexOf('stream\n') + 7;
    const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
    return inflateSync(Buffer.from(body.slice(start, start + length), 'latin1')).toString('latin1');
  };
  const reference = (body: string, key: string): number => Number(new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1]);
  const page = objects.find((body) => body.includes('/Type /Page ')) ?? '';
  const maps = Object.fromEntries(
    ['regular', 'bold'].map((name) => {
      const map = stream(reference(objects[reference(page, name) - 1] ?? '', 'ToUnicode'));
      const pairs = [...map.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm)];
      return [
        name,
        new Map(
          pairs.map(([, glyph, text]) => [
            glyph,
            Buffer.from(text ?? '', 'hex')
              .swap16()
              .toString('utf16le'),
          ]),
        ),
      ];
    }),
  );
  const content = stream(reference(page, 'Contents'));
  const lines = [...content.matchAll(/\/(\w+) [\d.]+ Tf .* <([0-9a-f]*)> Tj/g)].map(([, font, codes]) =>
    (codes?.match(/.{4}/g) ?? []).map((glyph) => maps[font ?? '']?.get(glyph) ?? '?').join(''),
  );
  return { lines, content, objects };
}

describe('the recovery kit on paper', () => {
  it('is a PDF whose text is the person, the code and what to do with it', () => {
    const { lines } = read(renderKit(sheet, fonts));
    expect(lines).toContain('Recovery kit');
    for (const value of [sheet.organisation, sheet.member, sheet.email, sheet.date]) expect(lines).toContain(value);
    const code = lines.filter((line) => /^[0-9A-Z]$/.test(line)).join('');
    expect(code).toBe(sheet.code.replaceAll('-', ''));
    const words = lines.join(' ');
    for (const text of [...sheet.texts.purpose, ...sheet.texts.steps, ...sheet.texts.limits])
      expect(words).toContain(text);
  });

  it('speaks German, and leaves nothing out there', () => {
    const texts = KIT_TEXTS.de;
    const words = read(renderKit({ ...sheet, texts }, fonts)).lines.join(' ');
    for (const text of [texts.title, texts.codeNote, ...texts.purpose, ...texts.steps, ...texts.limits])
      expect(words).toContain(text);
    expect(words).not.toContain('□');
  });

  it('keeps everything on the page, above what US Letter cuts off', () => {
    for (const texts of [KIT_TEXTS.en, KIT_TEXTS.de]) {
      const { content } = read(renderKit({ ...sheet, texts }, fonts));
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
    const { lines } = read(renderKit({ ...sheet, member: '山田 Zoë' }, fonts));
    expect(lines).toContain('□□ Zoë');
    expect(lines).toContain(sheet.email);
  });

  it('shortens what is too long for its line', () => {
    const { lines } = read(renderKit({ ...sheet, organisation: 'Very long name '.repeat(13) }, fonts));
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
