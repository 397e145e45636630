import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OUT } from '../../tools/support/paths.ts';
import type { Figure } from './figure.ts';
import { inWorkspace, type Measurement } from './harness.ts';
import { administration } from './measurements/administration.ts';
import { inbox } from './measurements/inbox.ts';
import { largeFile } from './measurements/large-file.ts';
import { memory } from './measurements/memory.ts';
import { peopleWindow } from './measurements/people-window.ts';
import { policy } from './measurements/policy.ts';
import { policyLog } from './measurements/policy-log.ts';
import { rate } from './measurements/rate.ts';
import { smallFiles } from './measurements/small-files.ts';
import { start } from './measurements/start.ts';
import { type Program, providePeers } from './peers.ts';
import { table } from './table.ts';

/*
 * `npm run bench [-- NAMES] [--runs N] [--folder PATH]`: measures, prints a table, writes out/bench.json. See
 * docs/BENCHMARKS.md.
 */
const measurements = (programs: ReadonlySet<Program>): readonly Measurement[] => [
  largeFile(programs),
  smallFiles(programs),
  rate(programs),
  memory,
  start,
  inbox,
  policy,
  policyLog,
  administration,
  peopleWindow,
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const USAGE = `npm run bench [-- NAMES] [--runs N] [--folder PATH]
  measures all of these, or those named, N times each (3 unless told), in a new folder below PATH`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '3' },
      folder: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  // What there is to measure does not depend on the programs to compare with; those need not be provided to list it.
  const known = measurements(new Set());
  const list = known.map(({ name, about }) => `  ${name}: ${about}`).join('\n');
  if (values.help) {
    say(`${USAGE}\n\n${list}`);
    return 0;
  }
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new TypeError('--runs is a number from 1');
  const unknown = positionals.filter((name) => known.every((measurement) => measurement.name !== name));
  if (unknown.length > 0) {
    say(`No measurement "${unknown.join('", "')}". There are:\n${list}`);
    return 2;
  }
  const all = measurements(await providePeers(say));
  const figures: Figure[] = [];
  for (const measurement of all.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    say(`\n${measurement.name}: ${measurement.about}`);
    figures.push(...(await inWorkspace(values.folder, (folder) => measurement.run({ folder, runs, say }))));
  }
  say(`\n${table(figures)}`);
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
  const missed = figures.filter(({ met }) => met === false).length;
  say(`\nWritten to out/bench.json. ${missed === 0 ? 'Every goal is met.' : `Goals missed: ${missed}.`}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  // A mistake in the arguments (the parser's are TypeErrors, too) needs the usage, not the stack.
  if (!(error instanceof TypeError)) throw error;
  say(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
