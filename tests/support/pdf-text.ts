import { inflateSync } from 'node:zlib';

export interface PdfText {
  /** What each drawing of text says, in the order of drawing. */
  readonly lines: readonly string[];
  /** The pages' operators. */
  readonly content: string;
}

/**
 * Reads a document as a viewer does: by the table at its end, and text back through its Unicode maps.
 * @throws when the table does not lead to the objects
 */
export function readPdf(pdf: Uint8Array): PdfText {
  const raw = Buffer.from(pdf).toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(raw)?.[1]);
  const offsets = [...raw.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
  const objects = offsets.map((offset, index) => {
    const body = raw.slice(offset, raw.indexOf('endobj', offset));
    if (!body.startsWith(`${index + 1} 0 obj\n`)) throw new Error(`object ${index + 1} is not where the table says`);
    return body;
  });
  const stream = (number: number): string => {
    const body = objects[number - 1] ?? '';
    const start = body.indexOf('stream\n') + 7;
    const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
    return inflateSync(Buffer.from(body.slice(start, start + length), 'latin1')).toString('latin1');
  };
  const reference = (body: string, key: string): number => Number(new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1]);
  const pages = objects.filter((body) => body.includes('/Type /Page '));
  const [page = ''] = pages;
  const characters = (font: string): ReadonlyMap<string, string> => {
    const map = stream(reference(objects[reference(page, font) - 1] ?? '', 'ToUnicode'));
    const pairs = [...map.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm)];
    return new Map(
      pairs.map(([, glyph = '', text = '']) => [glyph, Buffer.from(text, 'hex').swap16().toString('utf16le')]),
    );
  };
  const maps = { regular: characters('regular'), bold: characters('bold') };
  const content = pages.map((each) => stream(reference(each, 'Contents'))).join('\n');
  const drawings = [...content.matchAll(/\/(regular|bold) [\d.]+ Tf .* <([0-9a-f]*)> Tj/g)];
  const lines = drawings.map(([, font, codes = '']) => {
    const map = font === 'bold' ? maps.bold : maps.regular;
    return (codes.match(/.{4}/g) ?? []).map((glyph) => map.get(glyph) ?? '?').join('');
  });
  return { lines, content };
}

/** The recovery code that a kit shows, without dashes. */
export function printedCode(pdf: Uint8Array): string {
  return readPdf(pdf)
    .lines.filter((line) => /^[0-9A-Z]$/.test(line))
    .join('');
}
