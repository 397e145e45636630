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
}

const shell = (script: string, ...args: readonly string[]): Promise<number> =>
  timed('sh', ['-c', script, 'sh', ...args]);

interface Side {
  readonly side: 'seal' | 'open';
  readonly contenders: readonly Contender[];
}

/** `cp` as it is, and `cp` that waits for the disk as Sealpost does. */
function copies(from: string, to: string): readonly Contender[] {
  const clear = (): Promise<void> => emptyFolder(to);
  return [
    { name: 'cp -r', clear, run: () => shell('cp -r "$1" "$2"', from, to) },
    { name: 'cp -r, sync', clear, run: () => shell('cp -r "$1" "$2" && sync -f "$2"', from, to) },
  ];
}

export async function sealAndOpen(bench: Bench, contest: Contest): Promise<readonly Figure[]> {
  const { input, programs } = contest;
  const peers = contest.peers.filter(({ program }) => programs.has(program));
  const keys = await makePeerKeys(bench.folder, programs);
  const [sealed, opened] = [join(bench.folder, 'sealed'), join(bench.folder, 'opened')];
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
      ...copies(input, sealed),
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
        clear: () => emptyFolder(opened),
        run: async () => (await sealpost.save(id, opened)).milliseconds,
      },
      ...copies(input, sealed),
      ...peers.map((peer) => ({
        name: peer.name,
        clear: () => emptyFolder(sealed),
        run: () => shell(peer.open, sealedBy(peer), sealed, keys),
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
    await emptyFolder(opened);
    await sealpost.save(id, opened);
    const saved = join(opened, (await readdir(opened))[0] ?? basename(input));
    if (!(await contest.check(saved))) throw new Error('what was opened is not what was sealed');
    return figures;
  } finally {
    await sealpost.close();
  }
}
