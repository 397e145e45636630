import { join } from 'node:path';
import { compare, type Figure } from '../figure.ts';
import { writeRandomFile, writeSparseFile } from '../files.ts';
import { emptyFolder, type Measurement } from '../harness.ts';
import { canMeasureMemory, forgetPeak, peakMemory, residentMemory } from '../processes.ts';
import { startSealpost } from '../sealpost-client.ts';

const GIBIBYTE = 2 ** 30;
const LIMIT_MEBIBYTES = 256;
const INPUTS = [
  { name: '1 GiB', bytes: GIBIBYTE, write: writeRandomFile },
  { name: '8 GiB', bytes: 8 * GIBIBYTE, write: writeSparseFile },
] as const;

/** The whole process, worker threads included, above what it holds when unlocked and idle. */
export const memory: Measurement = {
  name: 'memory',
  about: 'peak memory while sealing and opening',
  async run(bench) {
    if (!canMeasureMemory) {
      bench.say('  Skipped: this system does not tell the peak of another process.');
      return [];
    }
    const figures: Figure[] = [];
    for (const { name, bytes, write } of INPUTS) {
      const input = join(bench.folder, 'input.bin');
      const opened = join(bench.folder, 'opened');
      await write(input, bytes);
      await emptyFolder(opened);
      const sealpost = await startSealpost(bench.folder);
      try {
        const idle = await residentMemory(sealpost.pid);
        const growth = async (): Promise<number> => (await peakMemory(sealpost.pid)) - idle;
        const { id } = await sealpost.send(input);
        const limit = { unit: 'MiB', peer: LIMIT_MEBIBYTES, peerName: 'limit' };
        figures.push(compare({ name: `memory to seal ${name}`, ours: await growth(), ...limit }, { atMost: 1 }));
        await forgetPeak(sealpost.pid);
        await sealpost.save(id, opened);
        figures.push(compare({ name: `memory to open ${name}`, ours: await growth(), ...limit }, { atMost: 1 }));
        await sealpost.clearHub();
      } finally {
        await sealpost.close();
      }
    }
    return figures;
  },
};
