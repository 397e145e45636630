import { assertNever } from '../../src-shared/base/assert-never.ts';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { Timer } from '../../src-shared/base/timer.ts';
import type { App, SessionEvent } from '../app/port.ts';
import type { PackageRow, Transfer } from '../packages/port.ts';
import { isSettled } from '../packages/transfers.ts';
import { forget, type WindowState } from './call.ts';
import { createCoalescer } from './coalesce.ts';
import { sessionOf } from './context.ts';
import type { Push } from './events.ts';
import { transferView } from './views.ts';

/** Often enough to look alive, seldom enough to cost nothing. */
const INTERVAL_MS = 120;

export interface PumpPorts {
  readonly app: App;
  readonly windows: () => Iterable<WindowState>;
  readonly push: Push;
  readonly timer: Timer;
  /** SECURITY: S14. Loads the window's page anew, so that nothing it showed or held stays. */
  readonly reload: (window: string) => void;
  readonly arrived: (profile: ProfileId, row: PackageRow) => void;
  /** Transfers under way, for the taskbar. */
  readonly progress: (profile: ProfileId, transfers: readonly Transfer[]) => void;
}

/** Turns what happens in the core into pushes to the windows that show it. */
export function startPump(ports: PumpPorts): () => void {
  const { app, push } = ports;
  const coalescer = createCoalescer(ports.timer, INTERVAL_MS);

  const each = (profile: ProfileId, tell: (window: string) => void): void => {
    for (const window of ports.windows()) if (window.profile === profile) tell(window.id);
  };
  const session = async (profile: ProfileId): Promise<void> => {
    const state = await sessionOf(app, profile);
    each(profile, (window) => push(window, 'session.changed', state));
  };

  const inSession = (profile: ProfileId, event: SessionEvent): void => {
    switch (event.type) {
      case 'people':
        each(profile, (window) => push(window, 'people.changed', {}));
        void session(profile); // one's own role or name may be among them
        return;
      case 'hub':
        each(profile, (window) => push(window, 'hub.changed', event.status));
        return;
      case 'package':
        inPackages(profile, event.event);
        return;
      default:
        assertNever(event);
    }
  };

  const boxChanged = (profile: ProfileId): void =>
    coalescer.offer(`box ${profile}`, () => each(profile, (window) => push(window, 'packages.changed', { box: null })));

  const inPackages = (profile: ProfileId, event: Extract<SessionEvent, { type: 'package' }>['event']): void => {
    switch (event.type) {
      case 'transfer': {
        const { transfer } = event;
        coalescer.offer(`transfer ${profile} ${transfer.id}`, () => {
          each(profile, (window) => push(window, 'transfer.changed', transferView(transfer)));
          ports.progress(profile, app.session(profile)?.packages.transfers() ?? []);
        });
        if (isSettled(transfer.phase)) boxChanged(profile);
        return;
      }
      case 'arrived':
        boxChanged(profile);
        ports.arrived(profile, event.row);
        return;
      case 'changed':
        boxChanged(profile);
        return;
      default:
        assertNever(event);
    }
  };

  const stop = app.subscribe((event) => {
    switch (event.type) {
      case 'unlocked':
        void session(event.profile);
        return;
      case 'locked':
        for (const window of ports.windows()) {
          if (window.profile !== event.profile) continue;
          forget(window);
          ports.reload(window.id);
        }
        ports.progress(event.profile, []);
        return;
      case 'profiles':
        return;
      case 'session':
        inSession(event.profile, event.event);
        return;
      default:
        assertNever(event);
    }
  });
  return () => {
    stop();
    coalescer.clear();
  };
}
