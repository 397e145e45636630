import { describe, expect, test } from 'vitest';
import { leaseOf } from '../../../src-main/organisation/lease.ts';
import { founded, withSetting } from '../../support/policy/state-builder.ts';

const DAY = 86_400_000;
const SYNCED = Date.UTC(2030, 0, 1);

describe('property 32: the lease of a policy copy', () => {
  test('lasts as many days as the organisation says, to the millisecond', () => {
    const { settings } = withSetting(founded(), 'security.leaseDays', 3);
    expect(leaseOf(settings, SYNCED, SYNCED + 3 * DAY)).toMatchObject({ expired: false, until: SYNCED + 3 * DAY });
    expect(leaseOf(settings, SYNCED, SYNCED + 3 * DAY + 1).expired).toBe(true);
  });

  test('is not made longer by setting the clock back', () => {
    const lease = leaseOf(founded().settings, SYNCED, SYNCED - 400 * DAY);
    expect(lease).toMatchObject({ expired: false, until: SYNCED + 7 * DAY });
  });

  test.each(['warn', 'stop'] as const)('says whether sending goes on with a warning or not at all: %s', (sending) => {
    expect(leaseOf(withSetting(founded(), 'security.staleSending', sending).settings, SYNCED, SYNCED).sending).toBe(
      sending,
    );
  });
});
