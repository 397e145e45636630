import { join } from 'node:path';
import { sameFile, warm, writeRandomFile } from '../files.ts';
import type { Measurement } from '../harness.ts';
import { FILE_PEERS, type Program } from '../peers.ts';
import { sealAndOpen } from './seal-and-open.ts';

const GIBIBYTE = 1 << 30;

export const largeFile = (programs: ReadonlySet<Program>): Measurement => ({
  name: 'large-file',
  about: 'one file of 1 GiB to a folder hub and back',
  async run(bench) {
    const input = join(bench.folder, 'input.bin');
    await writeRandomFile(input, GIBIBYTE);
    await warm(input);
    return sealAndOpen(bench, {
      name: '1 GiB',
      input,
      peers: FILE_PEERS,
      programs,
      keepsAll: false,
      goals: {
        'cp -r': { atMost: 1.15 },
        age: { atMost: 1 },
        'gpg --symmetric': { atMost: 1 },
        '7z -mx0 -p': { atMost: 1 },
      },
      check: (saved) => sameFile(input, saved),
    });
  },
});
