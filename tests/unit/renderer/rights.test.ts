import { describe, expect, it } from 'vitest';
import { accountStop, mayKeepOpen, mayStay, rightsChange } from '../../../src-renderer/app/rights.ts';
import type { Me, PermissionView } from '../../../src-shared/ipc/people-contract.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';

const view = (permission: string, allowed: boolean, by = 'Dana Ruiz', at = 1): PermissionView => ({
  permission,
  allowed,
  reason: 'decision.default',
  subject: null,
  setBy: by,
  setAt: at,
});
const me = (...held: readonly string[]): Me =>
  ({
    member: 'a'.repeat(26),
    permissions: PERMISSIONS.map((permission) => view(permission, held.includes(permission))),
  }) as unknown as Me;

describe('what becomes of the rights of whoever looks', () => {
  it('is nothing when the same is allowed, whoever set it', () => {
    const other = {
      ...me('pkg.send'),
      permissions: me('pkg.send').permissions.map((one) => ({ ...one, setBy: 'Eve' })),
    };
    expect(rightsChange(me('pkg.send'), other)).toBeNull();
  });

  it('names what is lost and gained, and who set the newest of it', () => {
    const before = me('pkg.send', 'user.invite');
    const after = {
      ...before,
      permissions: PERMISSIONS.map((permission) =>
        permission === 'user.invite'
          ? view(permission, false, 'Ada Moss', 9)
          : view(permission, permission === 'pkg.send' || permission === 'role.edit', 'Dana Ruiz', 4),
      ),
    };
    expect(rightsChange(before, after)).toEqual({ lost: ['user.invite'], gained: ['role.edit'], by: 'Ada Moss' });
  });

  it('sends from a view of the administration whoever no longer governs it, and never from the mailbox', () => {
    const admin = me('account.login', 'role.edit', 'user.invite', 'admin.section');
    const member = me('account.login', 'pkg.send');
    expect(mayStay(admin, { view: 'admin-roles' })).toBe(true);
    expect(mayStay(member, { view: 'admin-roles' })).toBe(false);
    expect(mayStay(admin, { view: 'admin-people', person: null })).toBe(true);
    expect(mayStay(member, { view: 'admin-people', person: null })).toBe(false);
    for (const box of ['inbox', 'sent', 'briefcase'] as const) {
      expect(mayStay(me(), { view: box, package: null })).toBe(true);
    }
    expect(mayStay(me(), { view: 'settings' })).toBe(true);
  });

  it('closes the dialog of a right that is gone, and leaves the others', () => {
    const member = me('account.login');
    expect(mayKeepOpen(me('user.invite'), 'invite')).toBe(true);
    for (const overlay of ['invite', 'importPeople', 'exportPeople'] as const) {
      expect(mayKeepOpen(member, overlay)).toBe(false);
    }
    for (const overlay of ['none', 'palette', 'shortcuts', 'password', 'kit', 'newKit'] as const) {
      expect(mayKeepOpen(member, overlay)).toBe(true);
    }
  });

  it('knows an account that can do nothing any more', () => {
    expect(accountStop(me('account.login'))).toBeNull();
    expect(accountStop(me())?.permission).toBe('account.login');
    expect(accountStop(null)).toBeNull();
  });
});
