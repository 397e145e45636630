import { systemClock } from '../../../src-main/system/system-clock.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { coreBench, corePassword, sessionOf } from '../../support/core.ts';

const DAY = 86_400_000;

/** Dana Ruiz's organisation, founded so many days ago: by a core whose clock is as late, for a window that opens it today. */
export async function foundedAgo(days: number) {
  const bench = await coreBench();
  // The window is to open with the password alone.
  bench.keychain.failing = 'keychain.unavailable';
  const clock = { now: () => systemClock.now() - days * DAY };
  const core = bench.core('dana', { clock });
  const founded = await core.createOrganisation({
    organisation: 'Acme',
    name: 'Dana Ruiz',
    email: 'dana@acme.example',
    password: corePassword(),
    hub: bench.hub,
    allowPasswordOnly: true,
  });
  return { bench, clock, core, dana: sessionOf(core, unwrap(founded)) };
}
