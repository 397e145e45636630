import { deflateSync } from 'node:zlib';
import { concat, utf8 } from '../../src-shared/base/bytes.ts';
import { readTrueType, type TrueType } from './truetype.ts';

/** Red, green and blue, each 0 to 1. */
export type Colour = readonly [number, number, number];
export type FontName = 'regular' | 'bold';
/** TrueType files. */
export type Fonts = Readonly<Record<FontName, Uint8Array>>;

/** Points. */
export const A4 = { width: 595.28, height: 841.89 } as const;

/** One page. Lengths are points (1/72 inch); y is from the top edge, and text stands on it. */
export interface Page {
  text(text: string, x: number, y: number, style: TextStyle): void;
  /** How wide that text would be. */
  width(text: string, style: TextStyle): number;
  rectangle(x: number, y: number, width: number, height: number, style: ShapeStyle): void;
}

export interface TextStyle {
  readonly font: FontName;
  readonly size: number;
  readonly colour: Colour;
  /** Added after each character. */
  readonly spacing?: number;
}

export interface ShapeStyle {
  readonly fill?: Colour;
  readonly stroke?: Colour;
  readonly radius?: number;
}

export interface DocumentInfo {
  readonly title: string;
  readonly language: string;
  readonly width: number;
  readonly height: number;
}

/** Stands for a character that the font does not have. */
const MISSING = '□'.codePointAt(0) ?? 0;

/**
 * A PDF 1.7 document (ISO 32000-1) of one page, with its fonts inside it, reduced to the characters used, and a map
 * back to Unicode, so that text can be searched and copied. The same input gives the same bytes.
 */
export function renderPdf(info: DocumentInfo, fonts: Fonts, draw: (page: Page) => void): Uint8Array {
  return renderPages(info, fonts, (next) => draw(next()));
}

/** The same with as many pages as are asked for, in that order; each may be drawn on until the end. */
export function renderPages(info: DocumentInfo, fonts: Fonts, draw: (next: () => Page) => void): Uint8Array {
  const used = { regular: usedFont(fonts.regular), bold: usedFont(fonts.bold) };
  const drawn: string[][] = [];
  draw(() => {
    const operators: string[] = [];
    drawn.push(operators);
    return pageOf(info.height, used, operators);
  });
  const objects = new Objects();
  const pages = objects.reserve();
  const fontEntries = Object.entries(used).map(([name, font]) => `/${name} ${fontObject(objects, name, font)} 0 R`);
  const kids = drawn.map((operators) => {
    const content = objects.stream('', utf8(operators.join('\n')));
    return objects.add(
      `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${info.width} ${info.height}] ` +
        `/Resources << /Font << ${fontEntries.join(' ')} >> >> /Contents ${content} 0 R >>`,
    );
  });
  const list = kids.map((page) => `${page} 0 R`).join(' ');
  objects.set(pages, utf8(`<< /Type /Pages /Kids [${list}] /Count ${kids.length} >>`));
  const catalog = objects.add(
    `<< /Type /Catalog /Pages ${pages} 0 R /Lang ${textString(info.language)} /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  const about = objects.add(`<< /Title ${textString(info.title)} /Creator (Sealpost) >>`);
  return objects.finish(catalog, about);
}

interface UsedFont {
  readonly font: TrueType;
  /** Glyph -> character, of what was drawn. */
  readonly glyphs: Map<number, number>;
}

function usedFont(bytes: Uint8Array): UsedFont {
  return { font: readTrueType(bytes), glyphs: new Map() };
}

function glyphsOf({ font, glyphs }: UsedFont, text: string): readonly number[] {
  return Array.from(text.normalize('NFC'), (character) => {
    const codePoint = character.codePointAt(0) ?? MISSING;
    const shown = font.glyph(codePoint) === 0 ? MISSING : codePoint;
    const glyph = font.glyph(shown);
    glyphs.set(glyph, shown);
    return glyph;
  });
}

function pageOf(height: number, fonts: Readonly<Record<FontName, UsedFont>>, operators: string[]): Page {
  const up = (y: number): string => (height - y).toFixed(2);
  const colour = (rgb: Colour): string => rgb.map((part) => part.toFixed(3)).join(' ');
  return {
    text(text, x, y, { font, size, colour: rgb, spacing = 0 }) {
      const codes = glyphsOf(fonts[font], text).map((glyph) => glyph.toString(16).padStart(4, '0'));
      operators.push(
        `BT /${font} ${size} Tf ${spacing} Tc ${colour(rgb)} rg ${x.toFixed(2)} ${up(y)} Td <${codes.join('')}> Tj ET`,
      );
    },
    width(text, { font, size, spacing = 0 }) {
      const glyphs = glyphsOf(fonts[font], text);
      const units = glyphs.reduce((sum, glyph) => sum + fonts[font].font.advance(glyph), 0);
      return (units * size) / 1000 + spacing * glyphs.length;
    },
    rectangle(x, y, width, boxHeight, { fill, stroke, radius = 0 }) {
      const paint = fill === undefined ? 'S' : stroke === undefined ? 'f' : 'B';
      operators.push(
        [
          ...(fill === undefined ? [] : [`${colour(fill)} rg`]),
          ...(stroke === undefined ? [] : [`${colour(stroke)} RG 0.8 w`]),
          roundedPath(x, height - y - boxHeight, width, boxHeight, radius),
          paint,
        ].join('\n'),
      );
    },
  };
}

/** Four lines and four quarter circles; 0.5523 is where a cubic curve is closest to a circle. */
function roundedPath(x: number, y: number, width: number, height: number, radius: number): string {
  const bend = radius * (1 - 0.5523);
  const [right, top] = [x + width, y + height];
  const point = (...numbers: number[]): string => numbers.map((n) => n.toFixed(2)).join(' ');
  return [
    `${point(x + radius, y)} m`,
    `${point(right - radius, y)} l`,
    `${point(right - bend, y, right, y + bend, right, y + radius)} c`,
    `${point(right, top - radius)} l`,
    `${point(right, top - bend, right - bend, top, right - radius, top)} c`,
    `${point(x + radius, top)} l`,
    `${point(x + bend, top, x, top - bend, x, top - radius)} c`,
    `${point(x, y + radius)} l`,
    `${point(x, y + bend, x + bend, y, x + radius, y)} c h`,
  ].join('\n');
}

function fontObject(objects: Objects, name: string, { font, glyphs }: UsedFont): number {
  const sorted = [...glyphs].sort(([a], [b]) => a - b);
  const file = objects.stream('', font.subset(new Set(glyphs.keys())));
  // Six letters and "+" say that the font is a subset (9.6.4).
  const fullName = `SEALPO+Inter-${name === 'bold' ? 'Bold' : 'Regular'}`;
  const descriptor = objects.add(
    `<< /Type /FontDescriptor /FontName /${fullName} /Flags 4 /FontBBox [${font.box.join(' ')}] /ItalicAngle 0 ` +
      `/Ascent ${font.ascent} /Descent ${font.descent} /CapHeight ${font.capHeight} ` +
      `/StemV ${name === 'bold' ? 140 : 80} /FontFile2 ${file} 0 R >>`,
  );
  const widths = sorted.map(([glyph]) => `${glyph} [${font.advance(glyph)}]`).join(' ');
  const descendant = objects.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${fullName} /CIDToGIDMap /Identity /DW 500 /W [${widths}] ` +
      `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R >>`,
  );
  const unicode = objects.stream('', utf8(toUnicode(sorted)));
  return objects.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${fullName} /Encoding /Identity-H ` +
      `/DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
  );
}

/** 9.10.3: at most 100 entries a block. */
function toUnicode(glyphs: readonly (readonly [number, number])[]): string {
  const blocks: string[] = [];
  for (let at = 0; at < glyphs.length; at += 100) {
    const block = glyphs.slice(at, at + 100);
    const lines = block.map(
      ([glyph, character]) => `<${glyph.toString(16).padStart(4, '0')}> <${utf16(String.fromCodePoint(character))}>`,
    );
    blocks.push(`${block.length} beginbfchar\n${lines.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

function utf16(text: string): string {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
}

function textString(text: string): string {
  return `<feff${utf16(text)}>`;
}

/** Numbered objects, and the table at the end that says where each is. */
class Objects {
  readonly #bodies: Uint8Array[] = [];

  reserve(): number {
    return this.#bodies.push(new Uint8Array());
  }

  set(number: number, body: Uint8Array): void {
    this.#bodies[number - 1] = body;
  }

  add(body: string): number {
    return this.#bodies.push(utf8(body));
  }

  stream(entries: string, bytes: Uint8Array): number {
    const packed = deflateSync(bytes, { level: 9 });
    const header = `<< ${entries} /Filter /FlateDecode /Length ${packed.length} /Length1 ${bytes.length} >>\nstream\n`;
    return this.#bodies.push(concat([utf8(header), packed, utf8('\nendstream')]));
  }

  finish(catalog: number, about: number): Uint8Array {
    // The second line has bytes above 127, so that nobody takes the file for text (7.5.2).
    const parts: Uint8Array[] = [utf8('%PDF-1.7\n'), Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a)];
    let offset = parts.reduce((sum, part) => sum + part.length, 0);
    const table = ['0000000000 65535 f \n'];
    this.#bodies.forEach((body, index) => {
      const object = concat([utf8(`${index + 1} 0 obj\n`), body, utf8('\nendobj\n')]);
      table.push(`${String(offset).padStart(10, '0')} 00000 n \n`);
      parts.push(object);
      offset += object.length;
    });
    const trailer = `<< /Size ${table.length} /Root ${catalog} 0 R /Info ${about} 0 R >>`;
    parts.push(utf8(`xref\n0 ${table.length}\n${table.join('')}trailer\n${trailer}\nstartxref\n${offset}\n%%EOF\n`));
    return concat(parts);
  }
}
