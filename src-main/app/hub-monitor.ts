import type { Clock } from '../../src-shared/base/clock.ts';
import type { HubStatus } from '../../src-shared/ipc/hub-contract.ts';
import type { HubLocation } from '../../src-shared/protocol/hub-location.ts';
import type { HubError } from '../hub/port.ts';
import type { Lease } from '../organisation/lease.ts';
import type { LogAlarm } from '../organisation/policy-log.ts';

/** What is known of the hub: the last round's outcome, and an alarm that stays until the session ends. */
export interface HubMonitor {
  status(): HubStatus;
  succeeded(alarm: LogAlarm | null): void;
  failed(error: HubError, alarm: LogAlarm | null): void;
}

/**
 * `changed` is called only when something that is shown has changed (the time of the last sync alone is no news).
 * @param lease as it stands whenever it is asked for
 */
export function createHubMonitor(
  kind: HubLocation['kind'],
  clock: Clock,
  lease: () => Lease,
  changed: (status: HubStatus) => void,
): HubMonitor {
  let status: HubStatus = { kind, state: 'unknown', lastSync: null, lease: lease(), error: null, alarm: null };

  const become = (next: HubStatus): void => {
    const news =
      next.state !== status.state ||
      next.error?.code !== status.error?.code ||
      next.alarm?.code !== status.alarm?.code ||
      next.lease.expired !== status.lease.expired ||
      next.lease.sending !== status.lease.sending;
    status = next;
    if (news) changed(status);
  };
  const shown = (alarm: LogAlarm | null): HubStatus['alarm'] =>
    alarm === null ? null : { code: alarm.code, params: { seq: alarm.seq } };

  return {
    status: () => ({ ...status, lease: lease() }),
    succeeded(alarm) {
      become({ kind, state: 'online', lastSync: clock.now(), lease: lease(), error: null, alarm: shown(alarm) });
    },
    failed(error, alarm) {
      become({
        kind,
        state: 'offline',
        lastSync: status.lastSync,
        lease: lease(),
        error: { code: error.code, params: { reason: error.detail } },
        alarm: shown(alarm),
      });
    },
  };
}
