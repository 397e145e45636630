import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../tools/system/png.ts';
import { decodeXwd } from '../../../tools/system/xwd.ts';

/** An XWD picture of two by one pixels, the first red, the second blue, with one colour map entry and a padded line. */
function makeXwd(littleEndian: boolean): Buffer {
  const header = Buffer.alloc(104);
  const words: Readonly<Record<number, number>> = {
    0: 104,
    1: 7,
    4: 2,
    5: 1,
    7: littleEndian ? 0 : 1,
    11: 32,
    12: 12,
    19: 1,
  };
  for (const [index, value] of Object.entries(words)) header.writeUInt32BE(value, Number(index) * 4);
  const pixel = (red: number, green: number, blue: number): number[] =>
    littleEndian ? [blue, green, red, 0] : [0, red, green, blue];
  return Buffer.concat([header, Buffer.alloc(12), Buffer.from([...pixel(255, 1, 2), ...pixel(3, 4, 250), 9, 9, 9, 9])]);
}

describe('a screenshot', () => {
  for (const littleEndian of [true, false]) {
    it(`is read from the virtual screen when pixels are ${littleEndian ? 'little' : 'big'}-endian`, () => {
      const { width, height, rgb } = decodeXwd(makeXwd(littleEndian));
      expect([width, height]).toEqual([2, 1]);
      expect([...rgb]).toEqual([255, 1, 2, 3, 4, 250]);
    });
  }

  it('is refused when the file is something else', () => {
    expect(() => decodeXwd(Buffer.alloc(200))).toThrow('Not an XWD picture');
    expect(() => decodeXwd(Buffer.alloc(3))).toThrow('Not an XWD picture');
  });

  it('becomes a PNG with the same pixels', () => {
    const rgb = Uint8Array.from([255, 1, 2, 3, 4, 250, 0, 0, 0, 7, 8, 9]);
    const png = encodePng(2, 2, rgb);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2]);
    const data = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
    expect([...rows]).toEqual([0, 255, 1, 2, 3, 4, 250, 0, 0, 0, 0, 7, 8, 9]);
    expect(() => encodePng(3, 3, rgb)).toThrow('27 bytes');
  });
});
