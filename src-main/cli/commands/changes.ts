import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import { assertNever } from '../../../src-shared/base/assert-never.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { type Difference, diff as differences } from '../../../src-shared/policy/query/diff.ts';
import type { Warning } from '../../../src-shared/policy/query/health.ts';
import type { MemberSession } from '../../app/port.ts';
import { parseChanges } from '../../organisation/governance/parse-changes.ts';
import type { Change } from '../../organisation/governance/pins.ts';
import type { LogEntryView } from '../../organisation/policy-log.ts';
import { type CliError, cliError, plainError } from '../answer.ts';
import { type Command, limitOf, openSession, openSynced, syncSession } from '../context.ts';
import { findPerson } from '../find-person.ts';
import { formatItems, formatTable, formatTime, printable } from '../format.ts';
import { actionText } from '../policy-words.ts';

/** An entry is at most 4 MiB, and so is what makes one. */
const FILE_MAX = 8 * 1024 * 1024;

/** Changes from a file; members may be named by address. */
async function readChanges(session: MemberSession, given: string): Promise<Result<readonly Change[], CliError>> {
  let text: string;
  try {
    text = given === '-' ? await readAll(process.stdin) : await readFile(given, 'utf8');
  } catch {
    return err(cliError('cli.file', given));
  }
  if (text.length > FILE_MAX) return err(cliError('cli.changes', 'too large'));
  let value: unknown;
  try {
    value = JSON.parse(text, (key, each: unknown) => withId(session, key, each));
  } catch {
    return err(cliError('cli.changes', 'no JSON'));
  }
  const changes = parseChanges(Array.isArray(value) ? value : [value]);
  if (changes.ok) return changes;
  const { code, index } = changes.error;
  const what = code === 'change.unknown' ? 'of no known type' : 'not as it should be';
  return err(cliError('cli.changes', index < 0 ? 'no list of changes' : `change ${index + 1} is ${what}`));
}

const NAMES_MEMBER: ReadonlySet<string> = new Set(['member', 'to']);

function withId(session: MemberSession, key: string, value: unknown): unknown {
  if (!NAMES_MEMBER.has(key) || typeof value !== 'string' || !value.includes('@')) return value;
  const person = findPerson(session, value, () => true);
  return person.ok ? person.value.id : value;
}

/** Who would gain and lose what. */
export const whatIf: Command = async (context) => {
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  const changes = await readChanges(session, context.parsed.positionals[0] ?? '');
  if (!changes.ok) return changes;
  const simulated = await session.preview(changes.value);
  if (!simulated.ok) return err(plainError(simulated.error));
  const { diff: found, warnings, governors } = simulated.value;
  return ok({
    json: { changes: changes.value.length, governors, diff: found.map(differenceJson), warnings },
    lines: [
      ...describe(session, found, context.columns),
      ...careful(session, warnings),
      ...(governors > 1 ? [`${governors} governors must agree.`] : []),
      'Nothing was changed.',
    ],
    ...(problem !== null && { problem }),
  });
};

const careful = (session: MemberSession, warnings: readonly Warning[]): readonly string[] =>
  warnings.map((warning) => `Careful: ${warningText(session, warning)}`);

/** Signs them; says what to be careful about now, as `whatIf` does before. */
export const change: Command = async (context) => {
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const session = opened.value;
  await syncSession(session);
  const changes = await readChanges(session, context.parsed.positionals[0] ?? '');
  if (!changes.ok) return changes;
  const before = session.log.state();
  const simulated = await session.preview(changes.value);
  const warnings = simulated.ok ? simulated.value.warnings : [];
  const made = await session.admin.change(changes.value);
  if (!made.ok) return err(plainError(made.error));
  const found = differences(before, session.log.state());
  return ok({
    json: { ...made.value, diff: found.map(differenceJson), warnings },
    lines: [
      ...(made.value.proposed ? [] : describe(session, found, context.columns)),
      ...careful(session, warnings),
      made.value.proposed
        ? `Proposed as entry ${made.value.seq}: more governors must agree before anything changes.`
        : `Signed as entry ${made.value.seq}.`,
    ],
  });
};

/** Between two entries of the history, the newest when the second is left out. */
export const diff: Command = async (context) => {
  const [from, to] = context.parsed.positionals.map(Number);
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  const last = session.log.state().head.seq;
  const [first, second] = [from ?? Number.NaN, to ?? last];
  const fits = (seq: number): boolean => Number.isInteger(seq) && seq >= 0 && seq <= last;
  if (!fits(first) || !fits(second)) return err(cliError('cli.usage', `FROM and TO are entries from 0 to ${last}.`));
  const found = differences(session.log.stateAt(first), session.log.stateAt(second));
  return ok({
    json: { from: first, to: second, diff: found.map(differenceJson) },
    lines: describe(session, found, context.columns),
    ...(problem !== null && { problem }),
  });
};

/** The entries that a person made or that name them; all of them when nobody is named. */
export const history: Command = async (context) => {
  const [who] = context.parsed.positionals;
  const limit = limitOf(context);
  if (!limit.ok) return limit;
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  const person = who === undefined ? ok(null) : findPerson(session, who, () => true);
  if (!person.ok) return person;
  const entries = await entriesOf(session, person.value === null ? null : (person.value.id as MemberId), limit.value);
  const rows = entries.flatMap(({ seq, at, author, actions }) =>
    actions.map((action, index) => [
      index === 0 ? String(seq) : '',
      index === 0 ? formatTime(at) : '',
      index === 0 ? session.nameOf(author) : '',
      actionText(session, action),
    ]),
  );
  return ok({
    json: { entries },
    lines: formatTable(['ENTRY', 'WHEN', 'BY', 'WHAT'], rows, ['ENTRY']),
    ...(problem !== null && { problem }),
  });
};

const PAGE = 500;

async function entriesOf(session: MemberSession, member: MemberId | null, limit: number): Promise<LogEntryView[]> {
  const found: LogEntryView[] = [];
  for (let before = session.log.state().head.seq + 1; before > 0 && found.length < limit; ) {
    const page = session.log.history(before, PAGE);
    for (const entry of page) {
      const actions = member === null || entry.author === member ? entry.actions : entry.actions.filter(names(member));
      if (actions.length > 0 && found.length < limit) found.push({ ...entry, actions });
    }
    const oldest = page.at(-1);
    if (oldest === undefined || oldest.seq === 0) break;
    before = oldest.seq;
  }
  return found;
}

const names = (member: MemberId) => (action: LogEntryView['actions'][number]) =>
  action.member === member || action.to === member;

const differenceJson = ({ member, gained, lost, narrowed, widened, bound, freed }: Difference) => ({
  member,
  gained,
  lost,
  narrowed,
  widened,
  bound,
  freed,
});

/** What is said of each person, in this order. */
const DIFFERENCES = [
  ['gains', 'gained'],
  ['loses', 'lost'],
  ['in full', 'widened'],
  ['limited', 'narrowed'],
  ['bound by', 'bound'],
  ['free of', 'freed'],
] as const;

function describe(session: MemberSession, found: readonly Difference[], columns: number): readonly string[] {
  if (found.length === 0) return ['Nobody gains or loses anything.'];
  return found.flatMap((each) => [
    printable(session.nameOf(each.member)),
    ...DIFFERENCES.flatMap(([label, field]) => formatItems(`  ${label.padEnd(8)}  `, each[field], columns)),
  ]);
}

function warningText(session: MemberSession, warning: Warning): string {
  const { code, members } = warning;
  const shown = printable(members.slice(0, 5).map(session.nameOf).join(', '));
  const who = members.length > 5 ? `${shown} and ${members.length - 5} more` : shown;
  switch (code) {
    case 'warning.loneGovernor':
      return `${who} alone can govern; two are better.`;
    case 'warning.noApprover':
      return `${who} would need an approval that nobody can give.`;
    case 'warning.openInvitations':
      return `${who} could still join with an invitation by somebody who is shut out: remove them, too.`;
    case 'warning.noSpareGovernor':
      return `every one of ${who} would have to agree, or it never passes: ${warning.dangers.join(', ')}.`;
    case 'warning.tooFewGovernors':
      return `${who} are too few to agree, so that it can never pass: ${warning.dangers.join(', ')}.`;
    default:
      return assertNever(code);
  }
}
