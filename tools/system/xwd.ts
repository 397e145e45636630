/**
 * Reads the XWD picture that Xvfb keeps of its screen.
 * Source: X11/XWDFile.h, version 7: a big-endian header of 32-bit words, colour map entries of 12 bytes, pixels.
 */
const VERSION = 7;
const COLOUR_ENTRY_BYTES = 12;
const WORD = {
  headerSize: 0,
  version: 1,
  width: 4,
  height: 5,
  byteOrder: 7,
  bitsPerPixel: 11,
  bytesPerLine: 12,
  colours: 19,
};
const LITTLE_ENDIAN = 0;

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8Array;
}

/** @throws when the file is not a 32-bit XWD picture */
export function decodeXwd(file: Buffer): Picture {
  const word = (index: number): number => file.readUInt32BE(index * 4);
  if (file.length < 100 || word(WORD.version) !== VERSION) throw new Error('Not an XWD picture.');
  if (word(WORD.bitsPerPixel) !== 32) throw new Error('Only XWD pictures of 32 bits a pixel are understood.');
  const width = word(WORD.width);
  const height = word(WORD.height);
  const stride = word(WORD.bytesPerLine);
  const start = word(WORD.headerSize) + word(WORD.colours) * COLOUR_ENTRY_BYTES;
  const [red, green, blue] = word(WORD.byteOrder) === LITTLE_ENDIAN ? [2, 1, 0] : [1, 2, 3];
  const rgb = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = start + y * stride + x * 4;
      rgb[to] = file[at + red] ?? 0;
      rgb[to + 1] = file[at + green] ?? 0;
      rgb[to + 2] = file[at + blue] ?? 0;
      to += 3;
    }
  }
  return { width, height, rgb };
}
