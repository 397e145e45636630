import { join } from 'node:path';
import { emptyApp, sealpostApp, startElectron, type WatchedApp } from '../electron-app.ts';
import { compare, type Figure } from '../figure.ts';
import { makeFullProfile } from '../full-profile.ts';
import { type Measurement, median } from '../harness.ts';
import { canMeasureMemory, memoryOfTree } from '../processes.ts';

/** Starting takes a second, so that many more runs can be had. */
const RUNS_FACTOR = 3;
/** Milliseconds after which nothing of the start is under way any more. */
const UNTIL_IDLE = 5_000;

interface Sample {
  readonly start: number;
  readonly memory: number | null;
}

async function sample(app: WatchedApp, withMemory: boolean): Promise<Sample> {
  const running = await startElectron(app, null);
  try {
    if (!withMemory) return { start: running.startMilliseconds, memory: null };
    await new Promise((resolve) => setTimeout(resolve, UNTIL_IDLE));
    return { start: running.startMilliseconds, memory: await memoryOfTree(running.pid) };
  } finally {
    await running.close();
  }
}

export const start: Measurement = {
  name: 'start',
  about: 'from the start of the process to the unlock screen, and memory there, against an empty Electron window',
  async run(bench) {
    const userData = join(bench.folder, 'data-sealpost');
    await makeFullProfile(userData, 0);
    const apps = [
      { app: await sealpostApp(bench.folder, userData), samples: [] as Sample[] },
      { app: await emptyApp(bench.folder), samples: [] as Sample[] },
    ] as const;
    // The first start of each fills caches, and does not count.
    for (const { app } of apps) await sample(app, false);
    for (let round = 0; round < bench.runs * RUNS_FACTOR; round += 1) {
      for (const { app, samples } of apps) samples.push(await sample(app, canMeasureMemory && round < bench.runs));
    }
    const [ours, empty] = apps.map(({ samples }) => samples);
    const of = (samples: readonly Sample[] | undefined, pick: (sample: Sample) => number | null): number =>
      median((samples ?? []).flatMap((each) => pick(each) ?? []));
    const figure = (name: string, unit: string, pick: (sample: Sample) => number | null): Figure =>
      compare({ name, unit, ours: of(ours, pick), peer: of(empty, pick), peerName: 'empty window' }, { atMost: 1.5 });
    const figures = [figure('start to unlock screen', 'ms', ({ start: milliseconds }) => milliseconds)];
    if (canMeasureMemory) figures.push(figure('idle memory, all processes', 'MiB', ({ memory }) => memory));
    return figures;
  },
};
