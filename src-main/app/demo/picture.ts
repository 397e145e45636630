import { crc32, deflateSync } from 'node:zlib';
import { concat, u32, utf8 } from '../../../src-shared/base/bytes.ts';

const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat([utf8(type), data]);
  return concat([u32(data.length), body, u32(crc32(body))]);
}

/** A picture of two colours fading into each other, with a disc: enough to look like a logo. */
export function demoPicture(width: number, height: number, from: readonly number[], to: readonly number[]): Uint8Array {
  const rows = new Uint8Array(height * (1 + 3 * width));
  const radius = Math.min(width, height) / 3;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inside = (x - width / 2) ** 2 + (y - height / 2) ** 2 < radius ** 2;
      const share = inside ? 1 - y / height : y / height;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (from[channel] ?? 0) * (1 - share) + (to[channel] ?? 0) * share;
        rows[y * (1 + 3 * width) + 1 + 3 * x + channel] = Math.round(value);
      }
    }
  }
  const header = concat([u32(width), u32(height), Uint8Array.of(8, 2, 0, 0, 0)]);
  const parts = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', new Uint8Array())];
  return concat([PNG_SIGNATURE, ...parts]);
}
