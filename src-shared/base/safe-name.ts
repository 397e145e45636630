/*
 * File names from strangers, made safe for Windows, macOS and Linux alike (S23), whatever the platform this runs on:
 * a package saved on one machine is often carried to another.
 */

/** The tightest limit of the three platforms: bytes of UTF-8 (ext4); Windows and APFS count UTF-16 units, fewer. */
export const MAX_NAME_BYTES = 255;
/** Of a whole path inside a package; leaves the saving person's folder some of macOS's 1,024. */
export const MAX_PATH_BYTES = 800;
export const MAX_DEPTH = 40;
const MAX_EXTENSION_BYTES = 32;

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any extension, superscripts included. */
const DEVICE = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])$/i;
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cs}\ufffe\uffff]/gu;
/** Format characters (bidirectional overrides, zero width, tags), line separators, and letters that draw nothing. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\u180b-\u180f]/gu;
/** Joins the parts of one emoji: the only format character a name may keep. */
const JOINED_EMOJI = /(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})/gu;
const EDGE = /^[\p{Zs}]+|[\p{Zs}.]+$/gu;
/** Stands for a joiner while the other format characters go; itself forbidden, so no name brings it along. */
const PLACEHOLDER = '\u0001';

const encoder = new TextEncoder();
/** Most names are ASCII: the work of Unicode is spared where it has nothing to do. */
const ASCII = /^[ -~]*$/;
const byteLength = (text: string): number => (ASCII.test(text) ? text.length : encoder.encode(text).length);

/** Bytes of one code point; a lone surrogate counts as the replacement character that is written for it. */
function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

let graphemes: Intl.Segmenter | null = null;

/** As much of the beginning as fits, never splitting a code point, and no emoji where that can be helped. */
function truncate(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  if (ASCII.test(text)) return text.slice(0, maxBytes);
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  // A name has at most 255 bytes to give, however long the text: look no further.
  const looked = text.slice(0, maxBytes + 1);
  let end = 0;
  let size = 0;
  for (const character of looked) {
    size += utf8Length(character.codePointAt(0) ?? 0);
    if (size > maxBytes) break;
    end += character.length;
  }
  const start = graphemes.segment(looked).containing(end)?.index ?? end;
  return text.slice(0, start === 0 ? end : start);
}

/** `['report', '.pdf']`; the extension is empty when there is none, or when it is too long to be one. */
function splitExtension(name: string): readonly [string, string] {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || byteLength(name.slice(dot)) > MAX_EXTENSION_BYTES) return [name, ''];
  return [name.slice(0, dot), name.slice(dot)];
}

/** Shortens the stem so that stem, `suffix` and extension fit. */
function shortened(name: string, suffix: string): string {
  const [stem, extension] = splitExtension(name);
  const room = MAX_NAME_BYTES - byteLength(suffix) - byteLength(extension);
  return `${truncate(stem, room)}${suffix}${extension}`;
}

function visible(name: string): string {
  return name
    .replaceAll(FORBIDDEN, '_')
    .replaceAll(JOINED_EMOJI, PLACEHOLDER)
    .replaceAll(INVISIBLE, '')
    .replaceAll(PLACEHOLDER, '\u200d');
}

/**
 * One component of a path. Never empty, `.` or `..`; no separator, colon, control or invisible character; no device
 * name; no dot or space at the end; at most 255 bytes; NFC. Applying it twice changes nothing.
 *
 * SECURITY: S23.
 */
export function safeName(raw: string): string {
  // The limit keeps the work bounded; nothing past it could survive but the extension.
  const cut = raw.length > 4096 ? raw.slice(0, 2048) + raw.slice(-2048) : raw;
  let name = visible(cut).normalize('NFC').replaceAll(EDGE, '');
  name = shortened(name, '').replaceAll(EDGE, '');
  const base = (name.split('.')[0] ?? '').replaceAll(EDGE, '');
  if (DEVICE.test(base)) name = shortened(`_${name}`, '');
  return name === '' ? '_' : name;
}

/** What no two names in one folder may share: coarser than any of the platforms' own comparison. */
export function collisionKey(name: string): string {
  if (ASCII.test(name)) return name.toUpperCase();
  return name.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKC');
}

/** `report.pdf` -> `report (2).pdf`, still within 255 bytes. */
export function numberedName(name: string, number: number): string {
  return shortened(name, ` (${number})`);
}

interface Folder {
  readonly path: string;
  readonly folders: Map<string, Folder>;
  /** Collision key of every name taken here. */
  readonly taken: Set<string>;
  /** The last number given, by what all names that are numbered alike have in common. */
  readonly numbers: Map<string, number>;
}

const newFolder = (path: string): Folder => ({ path, folders: new Map(), taken: new Set(), numbers: new Map() });

/** More than there are entries in a package. */
const LARGEST_NUMBER = 9_999_999;

/**
 * SECURITY: S21, S22. Long names that differ in what numbering cuts off share one counter: were each to look for a free
 * number from the start, a package of such names would take hours.
 */
function take(folder: Folder, wanted: string): string {
  const key = collisionKey(wanted);
  if (!folder.taken.has(key)) {
    folder.taken.add(key);
    return wanted;
  }
  const alike = collisionKey(numberedName(wanted, LARGEST_NUMBER));
  for (let number = (folder.numbers.get(alike) ?? 1) + 1; ; number += 1) {
    const name = numberedName(wanted, number);
    const nameKey = collisionKey(name);
    if (folder.taken.has(nameKey)) continue;
    folder.numbers.set(alike, number);
    folder.taken.add(nameKey);
    return name;
  }
}

/** Safe components; folders in the middle go when there are too many or they are too long together. */
function components(path: string): { readonly raw: string; readonly safe: string }[] {
  const parts = path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((raw) => ({ raw, safe: safeName(raw) }));
  if (parts.length === 0) return [{ raw: '', safe: '_' }];
  // Room for the number that every component may still get.
  let size = parts.reduce((sum, part) => sum + byteLength(part.safe) + 8, 0);
  while (parts.length > 2 && (parts.length > MAX_DEPTH || size > MAX_PATH_BYTES)) {
    const [gone] = parts.splice(parts.length - 2, 1);
    size -= gone === undefined ? 0 : byteLength(gone.safe) + 8;
  }
  return parts;
}

/**
 * Safe paths of a whole package, in the order of its entries, `/` between folders. Files never share a path with one
 * another or with a folder, on case-insensitive and normalising file systems too; what would collide is numbered.
 * An entry that is inside a folder stays inside that folder.
 *
 * SECURITY: S23; no result leaves the folder it is joined to.
 */
export function safePaths(entries: readonly { readonly path: string; readonly folder: boolean }[]): readonly string[] {
  const root = newFolder('');
  const join = (folder: Folder, name: string): string => (folder.path === '' ? name : `${folder.path}/${name}`);
  const enter = (folder: Folder, part: { readonly raw: string; readonly safe: string }): Folder => {
    const known = folder.folders.get(part.raw);
    if (known !== undefined) return known;
    const made = newFolder(join(folder, take(folder, part.safe)));
    folder.folders.set(part.raw, made);
    return made;
  };
  return entries.map((entry) => {
    const parts = components(entry.path);
    const last = parts.pop() ?? { raw: '', safe: '_' };
    const parent = parts.reduce(enter, root);
    return entry.folder ? enter(parent, last).path : join(parent, take(parent, last.safe));
  });
}
