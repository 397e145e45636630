import { join } from 'node:path';
import { writeManyFiles } from '../files.ts';
import { type Measurement, run } from '../harness.ts';
import { FOLDER_PEERS, type Program } from '../peers.ts';
import { sealAndOpen } from './seal-and-open.ts';

export const smallFiles = (programs: ReadonlySet<Program>): Measurement => ({
  name: 'small-files',
  about: '10,000 files of 10 KiB to a folder hub and back',
  async run(bench) {
    const input = join(bench.folder, 'input');
    await writeManyFiles(input, 10_000, 10 * 1024);
    return sealAndOpen(bench, {
      name: '10,000 x 10 KiB',
      input,
      peers: FOLDER_PEERS,
      programs,
      keepsAll: true,
      // Three times as fast as tar | age.
      goals: { 'tar | age': { atMost: 1 / 3 }, 'tar | gpg --symmetric': { atMost: 1 }, '7z -mx0 -p': { atMost: 1 } },
      async check(saved) {
        await run('diff', ['-r', input, saved]);
        return true;
      },
    });
  },
});
