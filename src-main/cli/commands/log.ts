import { ok } from '../../../src-shared/base/result.ts';
import { isAlarm } from '../../organisation/policy-log.ts';
import { plainError } from '../answer.ts';
import { alarmError, type Command, limitOf, openSession } from '../context.ts';
import { formatTable, formatTime } from '../format.ts';
import { actionText } from '../policy-words.ts';

/** What was verified is printed in any case; an alarm or a silent hub follows, and gives the exit code. */
export const log: Command = async (context) => {
  const limit = limitOf(context);
  if (!limit.ok) return limit;
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const session = opened.value;
  const synced = await session.log.sync();
  const state = session.log.state();
  const entries = session.log.history(null, Math.min(limit.value, state.head.seq + 1));
  const problem = synced.ok ? null : isAlarm(synced.error) ? alarmError(synced.error) : plainError(synced.error);
  const rows = entries.flatMap((entry) =>
    entry.actions.map((action, index) => [
      index === 0 ? String(entry.seq) : '',
      index === 0 ? formatTime(entry.at) : '',
      index === 0 ? session.nameOf(entry.author) : '',
      actionText(session, action),
      index === 0 ? entry.hash.slice(0, 16) : '',
    ]),
  );
  return ok({
    json: {
      organisation: session.log.organisation,
      name: state.name,
      head: state.head,
      verified: problem === null,
      entries: entries.map((entry) => ({ ...entry, authorName: session.nameOf(entry.author) })),
    },
    lines: [
      ...formatTable(['ENTRY', 'WHEN', 'BY', 'WHAT', 'HASH'], rows, ['ENTRY']),
      '',
      `${state.head.seq + 1} entries ${problem === null ? 'verified' : 'verified earlier, or before the one in question'}.`,
    ],
    ...(problem !== null && { problem }),
  });
};
