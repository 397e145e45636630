import type { Clock } from '../../src-shared/base/clock.ts';
import type { HubStatus } from '../../src-shared/ipc/contract.ts';
import type { HubLocation } from '../../src-shared/protocol/hub-location.ts';
import type { HubError } from '../hub/port.ts';
import type { LogAlarm } from '../organisation/policy-log.ts';

/** What is known of the hub: the last round's outcome, and an alarm that stays until the session ends. */
export interface HubMonitor {
  status(): HubStatus;
  succeeded(alarm: LogAlarm | null): void;
  failed(error: HubError, alarm: LogAlarm | null): void;
}

/** `changed` is called only when something that is shown has changed (the time of the last sync alone is no news). */
export function createHubMonitor(
  kind: HubLocation['kind'],
  clock: Clock,
  changed: (status: HubStatus) => void,
): HubMonitor {
  let status: HubStatus = { kind, state: 'unknown', lastSync: null, error: null, alarm: null };

  const become = (next: HubStatus): void => {
    const news =
      next.state !== status.state || next.error?.code !== status.error?.code || next.alarm?.code !== status.alarm?.code;
    status = next;
    if (news) changed(status);
  };
  const shown = (alarm: LogAlarm | null): HubStatus['alarm'] =>
    alarm === null ? null : { code: alarm.code, params: { seq: alarm.seq } };

  return {
    status: () => status,
    succeeded(alarm) {
      become({ kind, state: 'online', lastSync: clock.now(), error: null, alarm: shown(alarm) });
    },
    failed(error, alarm) {
      become({
        kind,
        state: 'offline',
        lastSync: status.lastSync,
        error: { code: error.code, params: { reason: error.detail } },
        alarm: shown(alarm),
      });
    },
  };
}
