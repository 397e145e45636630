import { assertNever } from '../../../src-shared/base/assert-never.ts';
import { ok } from '../../../src-shared/base/result.ts';
import { isSettled } from '../../packages/transfers.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { refuse } from '../errors.ts';
import { transferView } from '../views.ts';

type Channels = 'transfers.list' | 'transfers.control' | 'hub.status' | 'hub.sync';

export function transferHandlers({ desktop }: HandlerContext): Handlers<Channels> {
  return {
    'hub.status': async (_request, { session }) => ok(session.hubStatus()),
    'hub.sync': async (_request, { session }) => ok(await session.sync()),
    'transfers.list': async (_request, { window, session }) => {
      const shown = session.packages.transfers().filter(({ id }) => !window.dismissed.has(id));
      return ok(shown.map(transferView));
    },
    'transfers.control': async ({ transfer: id, action }, { window, session }) => {
      const transfer = session.packages.transfers().find((candidate) => candidate.id === id);
      if (transfer === undefined) return refuse('transfer.unknown');
      switch (action) {
        case 'pause':
          session.packages.pause(id);
          return ok(null);
        case 'resume':
          session.packages.resume(id);
          return ok(null);
        case 'cancel':
          await session.packages.cancel(id);
          return ok(null);
        case 'dismiss':
          // Only what is over, for good or for bad; what still goes on is not to vanish from sight.
          if (isSettled(transfer.phase)) window.dismissed.add(id);
          return ok(null);
        case 'reveal': {
          const target = window.targets.get(id);
          if (target === undefined) return refuse('transfer.unknown');
          desktop.reveal(target);
          return ok(null);
        }
        default:
          return assertNever(action);
      }
    },
  };
}
