import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { assertNever } from '../../src-shared/base/assert-never.ts';
import { say, withProgress } from '../support/say.ts';
import { type DemoOptions, parseDemoArguments, USAGE } from './arguments.ts';
import { type Comparison, compareFolders } from './compare.ts';
import { writeCorpus } from './corpus.ts';
import {
  createOrganisation,
  invite,
  join as joinOrganisation,
  openFromInbox,
  type Person,
  saveAll,
  send,
} from './flows.ts';
import { takePicture } from './picture.ts';
import { flipBit, packagesOn } from './tamper.ts';
import { openWindow, type PersonWindow } from './window.ts';

const DANA: Person = { name: 'Dana Ruiz', email: 'dana@example.org', password: 'correct horse battery' };
const KOFI: Person = { name: 'Kofi Mensah', email: 'kofi@example.org', password: 'staple margin violet' };
const ORGANISATION = 'Northwind Shipping';
const SUBJECT = 'Everything for the audit';
const TAMPERED = 'Terms, second draft';

interface Summary {
  readonly sent: Comparison;
  /** How the save of a package ended after one bit of it was flipped on the hub. */
  readonly tampered: 'saved' | 'stopped';
  /** What was left in the folder of that save. */
  readonly leftovers: readonly string[];
  /** What the pages complained about, content security policy included. */
  readonly complaints: readonly string[];
  readonly seconds: Readonly<Record<string, number>>;
}

/** Why the demonstration failed; empty when all went as it should. */
function problems({ sent, tampered, leftovers, complaints }: Summary): readonly string[] {
  return [
    ...sent.differences,
    ...(tampered === 'stopped' ? [] : ['a tampered package was saved']),
    ...leftovers.map((name) => `the refused save left ${name} behind`),
    ...complaints.map((text) => `a page complained: ${text}`),
  ];
}

async function exchange({ out, files }: DemoOptions, work: string): Promise<Summary> {
  const seconds: Record<string, number> = {};
  const step = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const value = await withProgress(name, run);
    seconds[name] = Math.round((performance.now() - started) / 100) / 10;
    return value;
  };
  const folder = async (name: string): Promise<string> => {
    const path = join(work, name);
    await mkdir(path, { recursive: true });
    return path;
  };
  let pictures = 0;
  const picture = async (window: PersonWindow, name: string): Promise<void> => {
    pictures += 1;
    await window.page.screenshot({ path: join(out, `${String(pictures).padStart(2, '0')}-${name}.png`) });
  };

  const hub = await folder('hub');
  const source = files ?? (await folder('audit'));
  if (files === null) await step('Writing a gigabyte, 2,000 small files and odd names', () => writeCorpus(source));
  const dana = await openWindow(await folder('dana'));
  const kofi = await openWindow(await folder('kofi')).catch(async (error: unknown) => {
    await dana.close();
    throw error;
  });
  try {
    await picture(dana, 'welcome');
    await step('Dana creates the organisation', () => createOrganisation(dana, ORGANISATION, DANA, hub));
    await picture(dana, 'created');
    const link = await step('Dana invites Kofi', () => invite(dana, KOFI));
    await picture(dana, 'invited');
    await step('Kofi joins', () => joinOrganisation(kofi, link, KOFI));
    await picture(kofi, 'joined');

    const message = 'Please keep this to yourself until Thursday.';
    const parcel = { to: [KOFI.name], subject: SUBJECT, message, folders: [source] };
    await step('Dana sends', () => send(dana, parcel));
    await picture(dana, 'sent');
    await step('Kofi opens', () => openFromInbox(kofi, SUBJECT));
    await picture(kofi, 'opened');
    const received = await folder('received');
    const ended = await step('Kofi saves', () => saveAll(kofi, SUBJECT, received));
    await picture(kofi, 'saved');
    if (ended !== 'saved') throw new Error('the package could not be saved');
    const sent = await step('Comparing every byte', () => compareFolders(source, join(received, basename(source))));

    const before = new Set(await packagesOn(hub));
    const draft = await folder('draft');
    await writeFile(join(draft, 'terms.txt'), 'The price is 100.\n'.repeat(5000));
    await step('Dana sends again', () => send(dana, { ...parcel, subject: TAMPERED, folders: [draft] }));
    const added = (await packagesOn(hub)).find((id) => !before.has(id));
    if (added === undefined) throw new Error('the second package is not on the hub');
    say(`Flipped one bit of ${await flipBit(hub, added)}`);
    await step('Kofi opens the tampered package', () => openFromInbox(kofi, TAMPERED));
    const refused = await folder('refused');
    const tampered = await step('Kofi tries to save it', () => saveAll(kofi, TAMPERED, refused));
    await picture(kofi, 'refused');
    const leftovers = await readdir(refused, { recursive: true });
    return { sent, tampered, leftovers, complaints: [...dana.complaints, ...kofi.complaints], seconds };
  } catch (error) {
    await Promise.allSettled([picture(dana, 'dana-failed'), picture(kofi, 'kofi-failed')]);
    throw error;
  } finally {
    await Promise.allSettled([dana.close(), kofi.close()]);
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function report(summary: Summary, failed: readonly string[]): string {
  const { sent, seconds } = summary;
  return [
    failed.length === 0 ? 'Everything went as it should.' : `FAILED:\n${failed.map((line) => `  ${line}`).join('\n')}`,
    `${counted(sent.files, 'file')} and ${counted(sent.folders, 'folder')}, ${sent.bytes} bytes, compared byte for byte; ${sent.renamed} names were made safe.`,
    `After one bit was flipped on the hub, saving was ${summary.tampered === 'stopped' ? 'refused' : 'NOT refused'}.`,
    ...Object.entries(seconds).map(([name, value]) => `  ${value.toFixed(1).padStart(7)} s  ${name}`),
  ].join('\n');
}

/** Two real Sealposts over one hub, from first run to a refused forgery. Exit code 1 on any difference. */
async function demo(options: DemoOptions): Promise<number> {
  await mkdir(options.out, { recursive: true });
  const work = await mkdtemp(join(options.out, 'work-'));
  try {
    const summary = await exchange(options, work);
    const failed = problems(summary);
    const text = report(summary, failed);
    await writeFile(join(options.out, 'summary.json'), `${JSON.stringify({ ...summary, failed }, null, 2)}\n`);
    await writeFile(join(options.out, 'summary.txt'), `${text}\n`);
    say(text);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const options = parseDemoArguments(args);
  switch (options.kind) {
    case 'help':
      say(USAGE);
      return 0;
    case 'picture':
      await withProgress(`Taking the picture ${options.file}`, () => takePicture(options.file));
      return 0;
    case 'exchange':
      return demo(options);
    default:
      return assertNever(options);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
