import { concat, u32 } from '../../src-shared/base/bytes.ts';

/** As much of a TrueType font (https://learn.microsoft.com/typography/opentype/spec/) as embedding it in a PDF takes. */
export interface TrueType {
  /** All measures below are in thousandths of the font size, as PDF has them. */
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly box: readonly [number, number, number, number];
  /** 0 when the font has none for this character. */
  glyph(codePoint: number): number;
  advance(glyph: number): number;
  /** The same font with the outlines of these glyphs alone; numbers of glyphs stay what they are. */
  subset(glyphs: ReadonlySet<number>): Uint8Array;
}

const TABLE_RECORD = 16;
const HEADER = 12;

/** `bytes` is a font file of ours, not of a stranger. @throws RangeError when it is no TrueType font */
export function readTrueType(bytes: Uint8Array): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, Uint8Array>();
  for (let i = 0; i < view.getUint16(4); i += 1) {
    const record = HEADER + i * TABLE_RECORD;
    const tag = String.fromCharCode(...bytes.subarray(record, record + 4));
    const offset = view.getUint32(record + 8);
    tables.set(tag, bytes.subarray(offset, offset + view.getUint32(record + 12)));
  }
  const table = (tag: string): Uint8Array => {
    const found = tables.get(tag);
    if (found === undefined) throw new RangeError(`the font has no table "${tag}"`);
    return found;
  };
  const at = (tag: string): DataView => {
    const found = table(tag);
    return new DataView(found.buffer, found.byteOffset, found.byteLength);
  };
  const head = at('head');
  const hhea = at('hhea');
  const hmtx = at('hmtx');
  const scaled = (units: number): number => Math.round((units * 1000) / head.getUint16(18));
  const measured = hhea.getUint16(34);
  const outlines = outlinesOf(table('glyf'), at('loca'), head.getInt16(50) === 1);
  return {
    ascent: scaled(hhea.getInt16(4)),
    descent: scaled(hhea.getInt16(6)),
    capHeight: scaled(at('OS/2').getInt16(88)),
    box: [scaled(head.getInt16(36)), scaled(head.getInt16(38)), scaled(head.getInt16(40)), scaled(head.getInt16(42))],
    glyph: characterMap(at('cmap')),
    advance: (glyph) => scaled(hmtx.getUint16(4 * Math.min(glyph, measured - 1))),
    subset: (glyphs) => subset(tables, outlines, at('maxp').getUint16(4), glyphs),
  };
}

/** Formats 4 and 12, the two that fonts of today carry. */
function characterMap(cmap: DataView): (codePoint: number) => number {
  for (let i = 0; i < cmap.getUint16(2); i += 1) {
    const offset = cmap.getUint32(4 + 8 * i + 4);
    if (cmap.getUint16(offset) === 12) return (codePoint) => lookUp12(cmap, offset, codePoint);
  }
  for (let i = 0; i < cmap.getUint16(2); i += 1) {
    const offset = cmap.getUint32(4 + 8 * i + 4);
    if (cmap.getUint16(offset) === 4) return (codePoint) => lookUp4(cmap, offset, codePoint);
  }
  throw new RangeError('the font has no Unicode map');
}

function lookUp12(cmap: DataView, offset: number, codePoint: number): number {
  for (let group = 0; group < cmap.getUint32(offset + 12); group += 1) {
    const record = offset + 16 + 12 * group;
    const first = cmap.getUint32(record);
    if (codePoint >= first && codePoint <= cmap.getUint32(record + 4)) {
      return cmap.getUint32(record + 8) + codePoint - first;
    }
  }
  return 0;
}

function lookUp4(cmap: DataView, offset: number, codePoint: number): number {
  const twice = cmap.getUint16(offset + 6);
  const [ends, starts, deltas, ranges] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice].map((n) => offset + n) as [
    number,
    number,
    number,
    number,
  ];
  for (let at = 0; at < twice; at += 2) {
    if (codePoint > cmap.getUint16(ends + at)) continue;
    const first = cmap.getUint16(starts + at);
    if (codePoint < first) return 0;
    const delta = cmap.getUint16(deltas + at);
    const range = cmap.getUint16(ranges + at);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = cmap.getUint16(ranges + at + range + 2 * (codePoint - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

function outlinesOf(glyf: Uint8Array, loca: DataView, long: boolean): (glyph: number) => Uint8Array {
  const offset = (index: number): number => (long ? loca.getUint32(4 * index) : 2 * loca.getUint16(2 * index));
  return (glyph) => glyf.subarray(offset(glyph), offset(glyph + 1));
}

const KEPT = ['cvt ', 'fpgm', 'head', 'hhea', 'hmtx', 'maxp', 'prep'] as const;

function subset(
  tables: ReadonlyMap<string, Uint8Array>,
  outline: (glyph: number) => Uint8Array,
  count: number,
  glyphs: ReadonlySet<number>,
): Uint8Array {
  const wanted = new Set([0, ...glyphs]);
  // A set that grows while it is walked: parts may have parts.
  for (const glyph of wanted) for (const part of partsOf(outline(glyph))) wanted.add(part);
  const glyf: Uint8Array[] = [];
  const loca: Uint8Array[] = [u32(0)];
  let length = 0;
  for (let glyph = 0; glyph < count; glyph += 1) {
    const kept = wanted.has(glyph) ? outline(glyph) : new Uint8Array();
    const padded = concat([kept, new Uint8Array(-kept.length & 3)]);
    glyf.push(padded);
    length += padded.length;
    loca.push(u32(length));
  }
  const head = Uint8Array.from(tables.get('head') ?? []);
  new DataView(head.buffer).setInt16(50, 1);
  const parts = new Map<string, Uint8Array>();
  for (const tag of KEPT) {
    const table = tables.get(tag);
    if (table !== undefined) parts.set(tag, tag === 'head' ? head : table);
  }
  return assembled(parts.set('glyf', concat(glyf)).set('loca', concat(loca)));
}

/** The glyphs that a composed glyph, such as "é", is made of. */
function partsOf(outline: Uint8Array): readonly number[] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  if (outline.length === 0 || view.getInt16(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10; ; ) {
    const flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    // Arguments are words or bytes; then one scale, two, or a matrix.
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    if ((flags & 0x20) === 0) return parts;
  }
}

function assembled(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const records: Uint8Array[] = [];
  const bodies: Uint8Array[] = [];
  let offset = HEADER + TABLE_RECORD * sorted.length;
  for (const [tag, body] of sorted) {
    const padded = concat([body, new Uint8Array(-body.length & 3)]);
    records.push(concat([Uint8Array.from(tag, (c) => c.charCodeAt(0)), u32(checksum(padded)), u32(offset)]));
    records.push(u32(body.length));
    bodies.push(padded);
    offset += padded.length;
  }
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x0001_0000);
  view.setUint16(4, sorted.length);
  const power = Math.floor(Math.log2(sorted.length));
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * (sorted.length - 2 ** power));
  return concat([header, ...records, ...bodies]);
}

function checksum(padded: Uint8Array): number {
  const view = new DataView(padded.buffer, padded.byteOffset, padded.byteLength);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
