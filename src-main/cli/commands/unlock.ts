import { ok } from '../../../src-shared/base/result.ts';
import { type Command, openSession, syncSession } from '../context.ts';
import { describeTransfer, settle } from '../settle.ts';

export const unlock: Command = async (context) => {
  const opened = await openSession(context);
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
  const stalled = settled.find(({ error }) => error !== null)?.error ?? null;
  const worst = problem ?? stalled;
  return ok({
    json: { profile: session.profile, ...counts, resumed: settled.map(({ transfer }) => transfer.id) },
    lines: [
      `Unlocked. ${counts.unread} unread of ${counts.inbox} received, ${counts.sent} sent.`,
      ...settled.map(describeTransfer),
    ],
    ...(worst !== null && { problem: worst }),
  });
};
