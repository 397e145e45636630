import { utf8 } from '../../../src-shared/base/bytes.ts';
import { csvLine } from '../../../src-shared/text/csv.ts';
import type { Invited } from '../../organisation/invite.ts';
import type { Invitee } from '../../organisation/invite-many.ts';
import { COLUMNS } from './import/read-people.ts';
import { rolesOf, stateOf } from './person-row.ts';
import type { AdminPorts } from './ports.ts';

/** By this, spreadsheets know that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const file = (lines: readonly string[]): Uint8Array => utf8(BYTE_ORDER_MARK + lines.join(''));

/** Everybody but past members, as an import could read it again. */
export function peopleCsv({ membership, now }: Pick<AdminPorts, 'membership' | 'now'>): Uint8Array {
  const state = membership.log.state();
  const at = now();
  const people = [...state.members.values()].filter(({ status }) => status !== 'removed');
  return file([
    csvLine([...COLUMNS, 'state']),
    ...people.map((member) =>
      csvLine([
        member.name,
        member.email,
        member.kind,
        rolesOf(state, member)
          .map(({ id }) => id)
          .join(';'),
        member.class,
        member.groups.map(({ id }) => id).join(';'),
        stateOf(member, at),
      ]),
    ),
  ]);
}

/** Who got which link: a file of secrets, to be handed on one by one and then deleted. */
export function linksCsv(invitees: readonly Invitee[], invited: readonly Invited[]): Uint8Array {
  return file([
    csvLine(['name', 'email', 'link', 'expires']),
    ...invited.map(({ link, expiresAt }, at) =>
      csvLine([invitees[at]?.name ?? '', invitees[at]?.email ?? '', link, new Date(expiresAt).toISOString()]),
    ),
  ]);
}
