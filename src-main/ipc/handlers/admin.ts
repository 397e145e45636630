import type { MemberId } from '../../../src-shared/base/ids.ts';
import { ok } from '../../../src-shared/base/result.ts';
import type { AdminChannel } from '../../../src-shared/ipc/admin-contract.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing, refuse } from '../errors.ts';

export function adminHandlers(_context: HandlerContext): Handlers<AdminChannel> {
  return {
    'admin.organisation': async (_request, { session }) => ok(session.admin.organisation()),
    'admin.people': async (query, { session }) => ok(session.admin.people(query)),
    'admin.person': async ({ member }, { session }) => crossing(session.admin.person(member as MemberId)),
    'admin.explain': async ({ member, permission }, { session }) =>
      crossing(session.admin.explain(member as MemberId, permission)),
    'admin.preview': async ({ changes }, { session }) => crossing(await session.admin.preview(changes)),
    'admin.change': async ({ changes }, { session }) => crossing(await session.admin.change(changes)),
    'admin.invite': async () => refuse('internal'),
    'admin.matrix': async ({ offset, limit }, { session }) => ok(session.admin.matrix(offset, limit)),
    'admin.viewAs': async ({ member }, { session }) => crossing(session.admin.viewAs(member as MemberId)),
    'admin.presetChanges': async ({ preset }, { session }) => {
      const changes = session.admin.presetChanges(preset);
      return changes.ok ? ok({ changes: [...changes.value] }) : crossing(changes);
    },
    'admin.history': async ({ member, before, limit }, { session }) =>
      ok(session.admin.history(member as MemberId, before, limit)),
    'admin.entryDiff': async ({ seq }, { session }) => crossing(session.admin.entryDiff(seq)),
    'admin.exportHistory': async () => refuse('internal'),
    'admin.exportPeople': async () => refuse('internal'),
    'admin.readImport': async () => refuse('internal'),
    'admin.runImport': async () => refuse('internal'),
  };
}
