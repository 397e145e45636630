import type { Response } from '../../../src-shared/ipc/contract.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import type { AdminPorts } from './ports.ts';

/** The effective rights of a window of the members, those who were removed left out, in the order in which they came. */
export function matrixPage(ports: AdminPorts, offset: number, limit: number): Response<'admin.matrix'> {
  const compiled = ports.compiled.of(ports.membership.log.state());
  const at = ports.now();
  const rows: Response<'admin.matrix'>['rows'] = [];
  let total = 0;
  for (let index = 0; index < compiled.size; index += 1) {
    const member = compiled.member(index);
    if (member === null || member.status === 'removed') continue;
    if (total >= offset && rows.length < limit) {
      let rights = '';
      for (let place = 0; place < PERMISSIONS.length; place += 1) {
        rights += compiled.isFull(index, place, at) ? 'x' : compiled.can(index, place, at) ? 'l' : '.';
      }
      rows.push({ member: member.id, name: member.name, rights });
    }
    total += 1;
  }
  return { total, rows };
}
