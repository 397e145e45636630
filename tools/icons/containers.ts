/** One picture of an icon: a PNG file, square. */
export interface IconImage {
  /** Pixels a side. */
  readonly size: number;
  readonly png: Uint8Array;
}

const ICO_HEADER = 6;
const ICO_ENTRY = 16;
const ICO_TYPE_ICON = 1;
const BITS_PER_PIXEL = 32;

/**
 * A Windows icon with PNG pictures inside.
 * Source: Microsoft, "ICO file format": ICONDIR, ICONDIRENTRY; a size of 256 is written as 0; PNG since Windows Vista.
 */
export function encodeIco(images: readonly IconImage[]): Buffer {
  const head = Buffer.alloc(ICO_HEADER + ICO_ENTRY * images.length);
  head.writeUInt16LE(ICO_TYPE_ICON, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    if (size > 256) throw new Error(`encodeIco: ${size} pixels do not fit, 256 is the most.`);
    const at = ICO_HEADER + ICO_ENTRY * index;
    head[at] = size % 256;
    head[at + 1] = size % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(BITS_PER_PIXEL, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** The PNG members of an Apple icon: four-letter type and pixels a side. Source: Apple Icon Image format, OS X 10.7. */
const ICNS_MEMBERS: readonly (readonly [string, number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** An Apple icon. @throws when a needed size is not among `images` */
export function encodeIcns(images: readonly IconImage[]): Buffer {
  const parts = ICNS_MEMBERS.map(([type, size]) => {
    const image = images.find((candidate) => candidate.size === size);
    if (image === undefined) throw new Error(`encodeIcns: no picture of ${size} pixels.`);
    return icnsPart(type, image.png);
  });
  return icnsPart('icns', Buffer.concat(parts));
}

function icnsPart(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(data.length + head.length, 4);
  return Buffer.concat([head, data]);
}
