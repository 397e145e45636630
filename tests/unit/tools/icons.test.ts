import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeIcns, encodeIco } from '../../../tools/icons/containers.ts';
import { ROOT } from '../../../tools/support/paths.ts';

const icon = (...parts: string[]): Promise<Buffer> => readFile(join(ROOT, 'assets', 'icons', ...parts));

/** Width and height as a PNG's header has them. */
function pngSize(png: Buffer): readonly [number, number] {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('the icons', () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
    it(`has a picture of ${size} pixels that is that size`, async () => {
      expect(pngSize(await icon('linux', `${size}x${size}.png`))).toEqual([size, size]);
    });
  }

  for (const name of ['icon.ico', 'file.ico']) {
    it(`has in ${name} pictures that are where its directory says`, async () => {
      const ico = await icon(name);
      const count = ico.readUInt16LE(4);
      expect(count).toBe(7);
      for (let index = 0; index < count; index += 1) {
        const at = 6 + 16 * index;
        const [start, length] = [ico.readUInt32LE(at + 12), ico.readUInt32LE(at + 8)];
        const side = ico[at] === 0 ? 256 : ico[at];
        expect(pngSize(ico.subarray(start, start + length))).toEqual([side, side]);
      }
    });
  }

  for (const name of ['icon.icns', 'file.icns']) {
    it(`has in ${name} parts that fill the file exactly`, async () => {
      const icns = await icon(name);
      expect(icns.toString('latin1', 0, 4)).toBe('icns');
      expect(icns.readUInt32BE(4)).toBe(icns.length);
      const types: string[] = [];
      let at = 8;
      while (at < icns.length) {
        types.push(icns.toString('latin1', at, at + 4));
        const length = icns.readUInt32BE(at + 4);
        expect(pngSize(icns.subarray(at + 8, at + length))[0]).toBeGreaterThanOrEqual(16);
        at += length;
      }
      expect(at).toBe(icns.length);
      expect(types).toContain('ic10');
    });
  }

  it('refuses a Windows picture that is too large and an Apple icon that lacks one', () => {
    expect(() => encodeIco([{ size: 512, png: new Uint8Array(1) }])).toThrow('256 is the most');
    expect(() => encodeIcns([{ size: 16, png: new Uint8Array(1) }])).toThrow('no picture of 32');
  });
});
