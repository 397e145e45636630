import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compare, type Figure, type Goal } from '../figure.ts';
import { type Bench, type Contender, emptyFolder, takeTurns, timed } from '../harness.ts';
import { makePeerKeys, type Peer, type Program } from '../peers.ts';
import { startSealpost } from '../sealpost-client.ts';

/** What is sealed and opened, against whom, and how well it has to go. */
export interface Contest {
  readonly name: string;
  /** A file or folder, in the page cache. */
  readonly input: string;
  readonly peers: readonly Peer[];
  readonly programs: ReadonlySet<Program>;
  /** By the name of the peer; a peer without a goal is only reported. */
  readonly goals: Readonly<Record<string, Goal>>;
  /** Is what was saved the same as the input? */
  readonly check: (saved: string) => Promise<boolean>;
  /**
   * Every run writes into a new place, and what runs made is removed only at the end: ext4 keeps the inodes of files
   * that were removed in the last seconds aside, and making thousands of new ones then takes five times as long.
   */
  readonly keepsAll: boolean;
}

const shell = (script: string, ...args: readonly string[]): Promise<number> =>
  timed('sh', ['-c', script, 'sh', ...args]);

interface Side {
  readonly side: 'seal' | 'open';
  readonly contenders: readonly Contender[];
}

/** Where a run writes: an empty folder, made by `clear`. */
interface Output {
  readonly clear: () => Promise<void>;
  readonly folder: () => string;
}

function output(parent: string, keepsAll: boolean): Output {
  let number = 0;
  const folder = (): string => join(parent, String(number));
  return {
    async clear() {
      if (keepsAll) number += 1;
      await emptyFolder(folder());
    },
    folder,
  };
}

/** `cp` as it is, and `cp` that waits for the disk as Sealpost does. */
function copies(from: string, { clear, folder }: Output): readonly Contender[] {
  return [
    { name: 'cp -r', clear, run: () => shell('cp -r "$1" "$2"', from, folder()) },
    { name: 'cp -r, sync', clear, run: () => shell('cp -r "$1" "$2" && sync -f "$2"', from, folder()) },
  ];
}

export async function sealAndOpen(bench: Bench, contest: Contest): Promise<readonly Figure[]> {
  const { input, programs } = contest;
  const peers = contest.peers.filter(({ program }) => programs.has(program));
  const keys = await makePeerKeys(bench.folder, programs);
  const opened = output(join(bench.folder, 'opened'), contest.keepsAll);
  const copied = output(join(bench.folder, 'copied'), contest.keepsAll);
  const sealpost = await startSealpost(bench.folder);
  const sealedBy = (peer: Peer): string => join(bench.folder, `${peers.indexOf(peer)}.sealed`);
  let id = '';

  const sealing: Side = {
    side: 'seal',
    contenders: [
      {
        name: 'Sealpost',
        clear: sealpost.clearHub,
        async run() {
          const sent = await sealpost.send(input);
          id = sent.id;
          return sent.milliseconds;
        },
      },
      ...copies(input, copied),
      ...peers.map((peer) => ({
        name: peer.name,
        clear: () => rm(sealedBy(peer), { force: true }),
        run: () => shell(peer.seal, input, sealedBy(peer), keys),
      })),
    ],
  };
  const opening: Side = {
    side: 'open',
    contenders: [
      {
        name: 'Sealpost',
        clear: opened.clear,
        run: async () => (await sealpost.save(id, opened.folder())).milliseconds,
      },
      ...copies(input, copied),
      ...peers.map((peer) => ({
        name: peer.name,
        clear: copied.clear,
        run: () => shell(peer.open, sealedBy(peer), copied.folder(), keys),
      })),
    ],
  };

  try {
    const figures: Figure[] = [];
    for (const { side, contenders } of [sealing, opening]) {
      bench.say(`${side} ${contest.name}`);
      const medians = await takeTurns(bench, contenders);
      const ours = (medians.get('Sealpost') ?? Number.NaN) / 1000;
      for (const { name } of contenders.slice(1)) {
        const what = { name: `${side} ${contest.name}`, unit: 's', ours, peerName: name };
        figures.push(compare({ ...what, peer: (medians.get(name) ?? Number.NaN) / 1000 }, contest.goals[name] ?? null));
      }
    }
    await opened.clear();
    await sealpost.save(id, opened.folder());
    const saved = join(opened.folder(), (await readdir(opened.folder()))[0] ?? basename(input));
    if (!(await contest.check(saved))) throw new Error('what was opened is not what was sealed');
    return figures;
  } finally {
    await sealpost.close();
  }
}
