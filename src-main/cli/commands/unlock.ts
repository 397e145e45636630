import { ok } from '../../../src-shared/base/result.ts';
import type { MemberSession } from '../../app/port.ts';
import { type Command, openSession, openWithReset, syncSession } from '../context.ts';
import { formatTime, printable } from '../format.ts';
import { describeTransfer, settle } from '../settle.ts';

export const unlock: Command = async (context) => {
  const { parsed } = context;
  const byReset = parsed.flag('reset-code') || parsed.text('reset-code-fd') !== undefined;
  const opened = await (byReset ? openWithReset(context) : openSession(context));
  if (!opened.ok) return opened;
  const session = opened.value;
  const unsubscribe = session.packages.subscribe(context.progress.onEvent);
  const problem = await syncSession(session);
  await session.packages.resumeOutbox();
  const pending = session.packages.transfers().filter(({ kind }) => kind === 'send');
  const settled = [];
  for (const { id } of pending) settled.push(await settle(session, id));
  unsubscribe();
  context.progress.done();
  const counts = session.packages.counts();
  const { passwordReset } = session.me();
  const stalled = settled.find(({ error }) => error !== null)?.error ?? null;
  const worst = problem ?? stalled;
  return ok({
    json: { profile: session.profile, ...counts, resumed: settled.map(({ transfer }) => transfer.id), passwordReset },
    lines: [
      ...resetLines(session),
      `Unlocked. ${counts.unread} unread of ${counts.inbox} received, ${counts.sent} sent.`,
      ...settled.map(describeTransfer),
    ],
    ...(worst !== null && { problem: worst }),
  });
};

const NEXT_STEP = {
  choose: 'Choose a new one in the window; until then you can only read.',
  telling: 'Your new one counts in your organisation once the hub answers.',
  done: 'You have chosen a new one since.',
} as const;

/** Nobody’s password is reset without their hearing of it. */
function resetLines(session: MemberSession): readonly string[] {
  const { passwordReset } = session.me();
  if (passwordReset === null) return [];
  const { by, at, step } = passwordReset;
  const who =
    by === null || at === null
      ? 'Your password was reset.'
      : `${printable(by)} reset your password, ${formatTime(at)}.`;
  return [`${who} ${NEXT_STEP[step]}`];
}
