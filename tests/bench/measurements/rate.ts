import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SEGMENT_BYTES } from '../../../src-main/crypto/v1/constants.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { workerFile } from '../../support/worker-file.ts';
import { compare } from '../figure.ts';
import { writeRandomFile } from '../files.ts';
import { type Measurement, takeTurns, timed } from '../harness.ts';
import { makePeerKeys, type Program } from '../peers.ts';

const SEGMENTS = 64;
/** A file system in memory, where there is one. */
const MEMORY = '/dev/shm';

/** Both read a file that is in memory, and throw the result away. */
export const rate = (programs: ReadonlySet<Program>): Measurement => ({
  name: 'rate',
  about: 'sealing in memory, without a disk',
  async run(bench) {
    if (!programs.has('age')) return [];
    const folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : bench.folder, 'sealpost-bench-'));
    const input = join(folder, 'input');
    const keys = await makePeerKeys(bench.folder, programs);
    const workers = createWorkers({ workerFile: workerFile() });
    const key = new Uint8Array(randomBytes(32));
    const nothing = async (): Promise<void> => undefined;

    async function sealAll(): Promise<number> {
      const began = performance.now();
      const numbers = Array.from({ length: SEGMENTS }, (_, number) => number).values();
      const lane = async (): Promise<void> => {
        for (const number of numbers) {
          const extent = { path: input, offset: number * SEGMENT_BYTES, length: SEGMENT_BYTES };
          workers.recycle(unwrap(await workers.sealSegment(key, number, [extent])));
        }
      };
      await Promise.all(Array.from({ length: workers.concurrency + 1 }, lane));
      return performance.now() - began;
    }

    try {
      await writeRandomFile(input, SEGMENTS * SEGMENT_BYTES);
      await sealAll();
      const medians = await takeTurns({ ...bench, runs: bench.runs + 2 }, [
        { name: 'Sealpost', clear: nothing, run: sealAll },
        {
          name: 'age',
          clear: nothing,
          run: () => timed('age', ['-R', join(keys, 'age.pub'), '-o', '/dev/null', input]),
        },
      ]);
      const mebibytes = (SEGMENTS * SEGMENT_BYTES) / (1 << 20);
      const perSecond = (name: string): number => mebibytes / ((medians.get(name) ?? Number.NaN) / 1000);
      const [ours, peer] = [perSecond('Sealpost'), perSecond('age')];
      return [compare({ name: 'seal in memory', unit: 'MiB/s', ours, peer, peerName: 'age' }, { atLeast: 1 })];
    } finally {
      await workers.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
});
