import type { ClassId, ContactId, GroupId, MemberId, RoleId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { AdminChannel } from '../../../src-shared/ipc/admin-contract.ts';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import type { JudgedRow } from '../../app/admin/import/judge.ts';
import {
  type StagedFile,
  stagePrivateFile,
  type WriteError,
  writePrivateFile,
} from '../../system/write-private-file.ts';
import { passwordBytes } from '../../vault/password.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing, refuse } from '../errors.ts';

export function adminHandlers({ desktop }: HandlerContext): Handlers<AdminChannel> {
  return {
    'admin.organisation': async (_request, { session }) => ok(session.admin.organisation()),
    'admin.people': async (query, { session }) => ok(session.admin.people(query)),
    'admin.person': async ({ member }, { session }) => crossing(session.admin.person(member as MemberId)),
    'admin.explain': async ({ member, permission }, { session }) =>
      crossing(session.admin.explain(member as MemberId, permission)),
    'admin.preview': async ({ changes, since }, { session }) => crossing(await session.admin.preview(changes, since)),
    'admin.change': async ({ changes, since }, { session }) => crossing(await session.admin.change(changes, since)),
    'admin.invite': async ({ roles, groups, scopes, contact, welcome, ...request }, { session }) => {
      const invitee = {
        ...request,
        class: request.class as ClassId,
        roles: roles as readonly string[] as readonly RoleId[],
        groups: groups as readonly string[] as readonly GroupId[],
        scopes: scopes as readonly string[] | null as readonly GroupId[] | null,
        contact: contact as ContactId | null,
      };
      const invited = await session.admin.invite(invitee, welcome);
      return invited.ok ? ok({ ...invited.value }) : crossing(invited);
    },
    'admin.resetPassword': async ({ member, by, password }, { session }) => {
      const chosen = password === null ? null : passwordBytes(password);
      const reset = await session.admin.resetPassword({ member: member as MemberId, by, password: chosen });
      return reset.ok ? ok({ ...reset.value }) : crossing(reset);
    },
    'admin.matrix': async ({ offset, limit }, { session }) => ok(session.admin.matrix(offset, limit)),
    'admin.viewAs': async ({ member }, { session }) => crossing(session.admin.viewAs(member as MemberId)),
    'admin.presetChanges': async ({ preset }, { session }) => {
      const changes = session.admin.presetChanges(preset);
      return changes.ok ? ok({ changes: [...changes.value] }) : crossing(changes);
    },
    'admin.history': async ({ member, before, limit }, { session }) =>
      ok(session.admin.history(member as MemberId, before, limit)),
    'admin.entryDiff': async ({ seq }, { session }) => crossing(session.admin.entryDiff(seq)),
    'admin.exportHistory': async ({ format }, { window, session }) => {
      const target = await desktop.chooseTarget(window.id, format === 'json' ? 'historyJson' : 'historyPdf');
      if (target === null) return ok(false);
      const { admin } = session;
      return save(target, format === 'json' ? admin.historyJson() : await admin.historyPdf(desktop.language()));
    },
    'admin.exportPeople': async (_request, { window, session }) => {
      const target = await desktop.chooseTarget(window.id, 'people');
      return target === null ? ok(false) : save(target, session.admin.peopleCsv());
    },
    'admin.readImport': async ({ file }, { window, session }) => {
      const path = window.handles.path(file);
      if (path === null) return refuse('files.unknown');
      const judged = await session.admin.readImport(path);
      if (!judged.ok) return crossing(judged);
      const { invitees, rows } = judged.value;
      return ok({
        import: window.handles.hold({ kind: 'import', invitees }),
        good: invitees.length,
        bad: rows.length - invitees.length,
        rows: shown(rows),
      });
    },
    'admin.runImport': async ({ import: handle, welcome }, { window, session }) => {
      const invitees = window.handles.people(handle);
      if (invitees === null) return refuse('import.unknown');
      if (invitees.length === 0) return refuse('import.empty');
      const target = await desktop.chooseTarget(window.id, 'links');
      if (target === null) return ok(null);
      const staged: { links: StagedFile | null } = { links: null };
      // INVARIANT: S27. The links are on the disk before anybody is invited, and in their place after.
      const keep = async (links: Uint8Array): Promise<Result<void, WriteError>> => {
        const file = await stagePrivateFile(target, links);
        if (!file.ok) return file;
        staged.links = file.value;
        return ok();
      };
      const ran = await session.admin.runImport(invitees, keep, welcome);
      if (!ran.ok) {
        await staged.links?.discard();
        return crossing(ran);
      }
      const written = await staged.links?.commit();
      if (written?.ok === false) return refuse(written.error.code);
      const { seq, invited } = ran.value;
      const people = invited.map(({ member }, index) => {
        const { name = '', email = '' } = invitees[index] ?? {};
        return { member, name, email };
      });
      return ok({ seq, invited: people });
    },
  };
}

async function save(target: string, bytes: Uint8Array): Promise<Result<boolean, IpcError>> {
  const written = await writePrivateFile(target, bytes);
  return written.ok ? ok(true) : refuse(written.error.code);
}

/** Of thousands, those that somebody has to look at. */
const SHOWN = 500;

function shown(rows: readonly JudgedRow[]): Response<'admin.readImport'>['rows'] {
  const bad = rows.filter(({ problem }) => problem !== null);
  const good = rows.filter(({ problem }) => problem === null);
  return [...bad, ...good].slice(0, SHOWN).map(({ line, name, email, problem }) => ({
    line,
    name,
    email,
    problem: problem?.text ?? null,
    subject: problem?.subject ?? '',
  }));
}
