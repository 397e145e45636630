import { concat, utf8 } from '../../src-shared/base/bytes.ts';

/*
 * The smallest PDF that every reader opens (PDF 1.4, ISO 32000-1): one A4 page, the built-in Helvetica and Courier, no
 * compression, no metadata, nothing but text.
 */

const LEFT = 72;
const TOP = 770;
const LINE = 20;
const MOST_CHARACTERS = 82;

/** Code points outside Latin-1 that WinAnsiEncoding has after all (ISO 32000-1, Annex D). */
const WIN_ANSI: Readonly<Record<string, number>> = {
  '€': 0x80,
  '–': 0x96,
  '—': 0x97,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '…': 0x85,
};

/** As a PDF string in hexadecimal, so that nothing needs escaping. Letters without a place lose their accent, or become `?`. */
function encoded(text: string): string {
  let digits = '';
  for (const character of text.normalize('NFC')) {
    digits += winAnsi(character).toString(16).padStart(2, '0');
  }
  return `<${digits}>`;
}

function winAnsi(character: string): number {
  const code = character.codePointAt(0) ?? 0x3f;
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code;
  const listed = WIN_ANSI[character];
  if (listed !== undefined) return listed;
  const plain = character.normalize('NFD').codePointAt(0) ?? 0x3f;
  return plain >= 0x20 && plain < 0x7f ? plain : 0x3f;
}

/** Breaks at spaces, so that lines fit the page. */
function wrapped(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > MOST_CHARACTERS) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/**
 * A page with a title and lines of text; a line that begins with `#` is set in large fixed-width letters, to be copied by
 * hand without mistakes.
 */
export function textPdf(title: string, lines: readonly string[]): Uint8Array {
  let y = TOP;
  const show = (font: string, size: number, text: string): string => {
    const placed = `BT /${font} ${size} Tf ${LEFT} ${y} Td ${encoded(text)} Tj ET`;
    y -= Math.max(LINE, size + 8);
    return placed;
  };
  const body = [show('F1', 20, title)];
  for (const line of lines) {
    if (line.startsWith('#')) body.push(show('F2', 16, line.slice(1)));
    else for (const part of wrapped(line)) body.push(show('F1', 11, part));
  }
  const content = body.join('\n');
  const font = (name: string): string =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font('Helvetica'),
    font('Courier-Bold'),
  ];
  return assemble(objects);
}

/** Everything is ASCII, so lengths in characters are offsets in bytes. */
function assemble(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return concat([
    utf8(file),
    utf8(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`),
    utf8(trailer),
  ]);
}
