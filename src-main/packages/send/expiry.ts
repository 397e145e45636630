import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { HubError } from '../../hub/port.ts';
import { packageKeys } from '../keys.ts';
import type { SendContext } from './context.ts';
import { removeObjects } from './removal.ts';

const BATCH = 20;

/**
 * Takes what this member sent off the hub once it has expired: message, file table and segments. The header stays, so
 * that whoever looks late sees that something was sent and has expired; it opens nothing any more.
 */
export function createExpirySweep(context: SendContext): (signal: AbortSignal) => Promise<Result<void, HubError>> {
  const { packages, clock, hub, emit } = context;
  return async (signal) => {
    for (const id of packages.expired(clock.now(), BATCH)) {
      if (signal.aborted) return ok();
      const removed = await removeObjects(hub, id, (key) => key === packageKeys.header(id));
      if (!removed.ok) return removed;
      packages.markRemoved(id);
      emit({ type: 'changed', id });
    }
    return ok();
  };
}
