import type { MemberId, PackageId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { passwordBytes } from '../../vault/password.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing, refuse } from '../errors.ts';
import type { Handles } from '../handles.ts';
import { fileView, rowView } from '../views.ts';

type Channels =
  | 'packages.list'
  | 'packages.counts'
  | 'packages.detail'
  | 'packages.contents'
  | 'packages.save'
  | 'packages.markRead'
  | 'packages.send';

/** Recipients that a detail view names at most. */
const MOST_RECIPIENTS = 1000;

const IN_OUTBOX = new Set(['preparing', 'waiting', 'transferring', 'finishing', 'paused', 'failed']);

function paths(handles: Handles, items: readonly string[]): Result<readonly string[], IpcError> {
  const resolved: string[] = [];
  for (const handle of items) {
    const path = handles.path(handle);
    if (path === null) return refuse('files.unknown');
    resolved.push(path);
  }
  return ok(resolved);
}

export function packageHandlers({ desktop }: HandlerContext): Handlers<Channels> {
  return {
    'packages.list': async ({ box, ...options }, { session }) => {
      const page = session.packages.list(box, options);
      return ok({ rows: page.rows.map((row) => rowView(row, session)), next: page.next, total: page.total });
    },
    'packages.counts': async (_request, { session }) => {
      const uploads = session.packages.transfers().filter(({ kind, phase }) => kind === 'send' && IN_OUTBOX.has(phase));
      return ok({ ...session.packages.counts(), outbox: uploads.length });
    },
    'packages.detail': async ({ package: id }, { session }) => {
      const row = session.packages.row(id as PackageId);
      if (row === null) return refuse('package.unknown');
      return ok({
        row: rowView(row, session),
        recipients: row.to.slice(0, MOST_RECIPIENTS).map((member) => ({ id: member, name: session.nameOf(member) })),
        sender: { id: row.from, name: session.nameOf(row.from), safetyNumber: session.safetyNumber(row.from) },
        receipts: session.packages
          .receipts(row.id)
          .map(({ member, kind, at }) => ({ member: session.nameOf(member), kind, at })),
      });
    },
    'packages.contents': async ({ package: id, password }, { session }) => {
      const bytes = password === null ? null : passwordBytes(password);
      const contents = await session.packages.contents(id as PackageId, bytes);
      if (!contents.ok) return crossing(contents);
      return ok({ message: contents.value.message, files: contents.value.files.map(fileView) });
    },
    'packages.save': async ({ package: id, files }, { window, session }) => {
      if (session.packages.row(id as PackageId) === null) return refuse('package.unknown');
      const [target] = await desktop.choose(window.id, 'target');
      if (target === undefined) return ok(null);
      const saving = await session.packages.save(id as PackageId, files, target);
      if (!saving.ok) return crossing(saving);
      window.targets.set(saving.value.id, target);
      return ok({ transfer: saving.value.id });
    },
    'packages.markRead': async ({ package: id, read }, { session }) => {
      session.packages.markRead(id as PackageId, read);
      return ok(null);
    },
    'packages.send': async ({ items, recipients, briefcase, password, ...draft }, { window, session }) => {
      const found = paths(window.handles, items);
      if (!found.ok) return found;
      const sent = await session.packages.send({
        ...draft,
        recipients: briefcase ? [session.member().id] : (recipients as readonly string[] as readonly MemberId[]),
        paths: found.value,
        password: password === null ? null : passwordBytes(password),
      });
      return sent.ok ? ok({ package: sent.value }) : crossing(sent);
    },
  };
}
