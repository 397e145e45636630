import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackZip } from '../../../tools/electron-runtime/zip.ts';

interface Member {
  readonly name: string;
  readonly content: string;
  readonly mode?: number;
  readonly stored?: boolean;
  readonly wrongChecksum?: boolean;
}

/** A zip archive as `zip` would write it, or a spoiled one. */
function makeZip(members: readonly Member[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = 0o100644, stored = false, wrongChecksum = false } of members) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(wrongChecksum ? 1 : crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const header = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(mode * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, tail, nameBytes]));
    local.push(header);
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealpost-zip-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(members: readonly Member[], rename = (name: string): string | null => name): Promise<number> {
  const zip = join(folder, 'a.zip');
  await writeFile(zip, makeZip(members));
  return unpackZip(zip, join(folder, 'out'), rename);
}

const exists = (name: string): Promise<boolean> =>
  stat(join(folder, name)).then(
    () => true,
    () => false,
  );

describe('unpackZip', () => {
  it('writes deflated and stored files, and leaves out and renames as told', async () => {
    const members = [
      { name: 'App/', content: '' },
      { name: 'App/a.txt', content: 'alpha'.repeat(100) },
      { name: 'App/deep/b.txt', content: 'beta', stored: true },
      { name: 'App/empty', content: '' },
      { name: 'App/left-out', content: 'x' },
    ];
    const written = await unpack(members, (name) => (name.endsWith('left-out') ? null : name.replace('App/', '')));
    expect(written).toBe(3);
    expect(await readFile(join(folder, 'out', 'a.txt'), 'utf8')).toBe('alpha'.repeat(100));
    expect(await readFile(join(folder, 'out', 'deep', 'b.txt'), 'utf8')).toBe('beta');
    expect(await exists('out/left-out')).toBe(false);
  });

  it.runIf(process.platform !== 'win32')('keeps the bit that makes a program', async () => {
    await unpack([
      { name: 'program', content: 'x', mode: 0o100755 },
      { name: 'data', content: 'x' },
    ]);
    expect((await stat(join(folder, 'out', 'program'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(folder, 'out', 'data'))).mode & 0o777).toBe(0o644);
  });

  it('refuses a path that leaves the target when an archive has one', async () => {
    await expect(unpack([{ name: '../evil', content: 'x' }])).rejects.toThrow('unsafe name');
    await expect(unpack([{ name: '/evil', content: 'x' }])).rejects.toThrow('unsafe name');
    await expect(unpack([{ name: 'a\\..\\..\\evil', content: 'x' }])).rejects.toThrow('unsafe name');
    expect(await exists('evil')).toBe(false);
  });

  it('refuses a symbolic link when an archive has one', async () => {
    await expect(unpack([{ name: 'link', content: '/etc/passwd', mode: 0o120777 }])).rejects.toThrow('symbolic link');
  });

  it('refuses a file whose checksum is wrong, and a file that is no zip', async () => {
    await expect(unpack([{ name: 'a', content: 'x', wrongChecksum: true }])).rejects.toThrow('a is damaged');
    await writeFile(join(folder, 'no.zip'), 'not a zip file, whatever its name says');
    await expect(unpackZip(join(folder, 'no.zip'), folder, (name) => name)).rejects.toThrow('Not a zip file');
  });

  it('refuses an archive that is cut short', async () => {
    const whole = makeZip([{ name: 'a', content: 'x'.repeat(50) }]);
    await writeFile(join(folder, 'cut.zip'), whole.subarray(20));
    await expect(unpackZip(join(folder, 'cut.zip'), folder, (name) => name)).rejects.toThrow();
  });
});
