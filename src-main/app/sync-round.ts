import { isAlarm, type PolicyLog } from '../organisation/policy-log.ts';
import type { EscrowTender } from '../organisation/recovery/tend-escrow.ts';
import type { Upkeep } from '../organisation/snapshot/upkeep.ts';
import type { Packages } from '../packages/port.ts';
import type { HubMonitor } from './hub-monitor.ts';
import type { OrganisationKeeping } from './keep-organisation.ts';
import type { AppPorts } from './ports.ts';

export interface SyncRoundParts {
  readonly log: PolicyLog;
  readonly packages: Pick<Packages, 'sync'>;
  readonly keeping: OrganisationKeeping;
  readonly escrow: Pick<EscrowTender, 'reset'>;
  readonly billing: { tidy(): void };
  readonly upkeep: Pick<Upkeep, 'run'>;
  readonly monitor: HubMonitor;
  readonly problems: AppPorts['log'];
  /** The log has new entries, or a reset of one's own password has come a step further. */
  readonly changed: () => void;
}

/**
 * What is done with the hub every few seconds while a vault is open.
 *
 * @returns one round of it: false when the hub did not answer, or it was broken off; what happened is in `monitor`
 */
export function createSyncRound(parts: SyncRoundParts): (signal: AbortSignal) => Promise<boolean> {
  const { log, packages, keeping, escrow, billing, upkeep, monitor, problems, changed } = parts;

  /** What lies before the snapshot that a newcomer began with; a hub that fails is asked again in the next round. */
  async function verifyHistory(signal: AbortSignal): Promise<void> {
    if (log.isWhole() || signal.aborted) return;
    const verified = await log.verifyHistory(signal);
    if (!verified.ok && isAlarm(verified.error)) monitor.succeeded(log.alarm());
  }

  /** The log first: packages are judged by the policy that their senders saw. */
  return async function round(signal: AbortSignal): Promise<boolean> {
    try {
      const before = log.state().head.seq;
      const synced = await log.sync(signal);
      if (log.state().head.seq !== before) changed();
      const resetBefore = escrow.reset()?.step;
      if (!synced.ok && !isAlarm(synced.error)) {
        if (!signal.aborted) monitor.failed(synced.error, log.alarm());
        return false;
      }
      if (synced.ok) {
        await keeping.round();
        billing.tidy();
        if (escrow.reset()?.step !== resetBefore) changed();
        await upkeep.run();
      }
      const received = await packages.sync(signal);
      if (signal.aborted) return false;
      if (received.ok) monitor.succeeded(keeping.alarm());
      else monitor.failed(received.error, keeping.alarm());
      await verifyHistory(signal);
      return received.ok;
    } catch (error) {
      problems.error('sync.failed', {}, error);
      return false;
    }
  };
}
