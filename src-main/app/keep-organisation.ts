import type { MemberId } from '../../src-shared/base/ids.ts';
import { createHeadWatch } from '../organisation/heads/head-watch.ts';
import { publishInvitations } from '../organisation/invite.ts';
import { custodianOf } from '../organisation/keys/custodian-of.ts';
import { createKeyTender } from '../organisation/keys/tend-keys.ts';
import type { Membership } from '../organisation/membership.ts';
import type { LogAlarm } from '../organisation/policy-log.ts';
import type { EscrowTender } from '../organisation/recovery/tend-escrow.ts';
import type { Packages } from '../packages/port.ts';

/** Packages whose people are asked what they have seen of the log. */
const RECENT = 50;

/**
 * What every member's client does for the organisation besides its own work: keys, open invitations, and comparing what
 * others have seen of the log. What fails is done again in a later round; whether the hub answers is told of elsewhere.
 */
export interface OrganisationKeeping {
  /** After each sync of the log. */
  round(): Promise<void>;
  /** After a change that this member made: whoever was shut out is shut out of the keys at once. */
  afterChange(): Promise<void>;
  /** The log's own alarm, or that somebody has seen another log. */
  alarm(): LogAlarm | null;
}

export function keepOrganisation(
  membership: Membership,
  packages: Pick<Packages, 'list'>,
  escrow: EscrowTender,
): OrganisationKeeping {
  const { keyset, log, directoryKey } = membership;
  const tender = createKeyTender(custodianOf(membership));
  const watch = createHeadWatch({
    ...membership,
    organisation: keyset.organisation,
    directoryKey,
    me: { member: keyset.memberId, device: keyset.deviceId, deviceKey: keyset.device.secretKey },
  });
  let seen: LogAlarm | null = null;

  /** Those this member has lately had packages from, or sent some to. */
  function partners(): readonly MemberId[] {
    const options = { after: null, limit: RECENT, filter: '' };
    const from = packages.list('inbox', options).rows.map((row) => row.from);
    const to = packages.list('sent', options).rows.flatMap((row) => row.to);
    return [...new Set([...from, ...to])];
  }

  const isActive = (): boolean => log.state().members.get(keyset.memberId)?.status === 'active';

  return {
    async round() {
      if (!isActive()) return;
      await tender.tend();
      await escrow.tend();
      await publishInvitations(membership);
      await watch.publish();
      const checked = await watch.check(partners());
      if (checked.ok) seen = checked.value;
    },
    async afterChange() {
      await tender.tend(true);
      await publishInvitations(membership);
    },
    alarm: () => log.alarm() ?? seen,
  };
}
