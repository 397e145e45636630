import type { PersonDetail } from '../../../src-shared/ipc/admin-views.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import { rightsOf } from '../../../src-shared/policy/model/rights.ts';
import { levelIn } from '../../../src-shared/policy/query/matrix.ts';
import { isOrphaned } from '../../../src-shared/policy/query/orphans.ts';
import { nameIn } from '../people.ts';
import { rowOf } from './person-row.ts';
import type { AdminPorts } from './ports.ts';

/** All that the policy says of one person. */
export function personDetail(ports: AdminPorts, member: Member): PersonDetail {
  const { log, keyset } = ports.membership;
  const state = log.state();
  const now = ports.now();
  const rights = rightsOf(state, member, now);
  const devices = [...state.devices.values()].filter((device) => device.member === member.id);
  return {
    ...rowOf(state, member, keyset.memberId, now),
    origin: member.origin,
    expiresAt: member.expiresAt,
    invitationExpiresAt: member.status === 'invited' ? (member.invitation?.expiresAt ?? null) : null,
    orphanedBy:
      member.invitation !== null && isOrphaned(state, member, now) ? nameIn(state, member.invitation.by) : null,
    withheld: [...member.limits.withheld],
    scopes: member.limits.scopes === null ? null : [...member.limits.scopes],
    approvers: member.approvers.map((id) => ({ id, name: nameIn(state, id) })),
    credits: member.credits,
    requests: [...member.requests],
    mustChoosePassword: member.resetBy !== null,
    // Of a revoked device, the log says when it was revoked.
    devices: devices.map(({ id, revoked, setBy }) => ({
      id,
      revoked,
      addedAt: revoked ? null : ports.citations(setBy).setAt,
    })),
    rights: PERMISSIONS.map((permission) => ({
      permission,
      level: levelIn(rights, permission),
      override: member.overrides[permission]?.effect ?? null,
    })),
    safetyNumber: member.keyset === null ? null : ports.safetyNumber(member),
  };
}
