import type { MemberId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Channel } from '../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { ErrorCode } from '../../src-shared/ipc/error-codes.ts';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import type { MemberSession } from '../app/port.ts';
import type { Parsed } from './call.ts';

/** Open to whoever governs in any way (`src-main/app/admin/governs.ts`), and to `or`: what is asked about is theirs. */
export interface Governing {
  readonly governs: true;
  readonly or: MemberId | 'offered' | null;
}
export type Need = Permission | Governing;

type Rules = { readonly [C in Channel]?: (request: Parsed<C>) => readonly Need[] };

const GOVERNS: Governing = { governs: true, or: null };
const orThemselves = ({ member }: { readonly member: string }): readonly Need[] => [
  { governs: true, or: member as MemberId },
];

/**
 * SECURITY: S8. What a channel needs, asked again in main whatever the page showed or hid. `admin.preview` and
 * `admin.change` are not here: the policy judges each of their actions, and anybody has some that are theirs to do.
 */
export const CHANNEL_PERMISSIONS: Rules = {
  'people.resendInvitation': () => ['user.invite'],
  'people.saveInvitation': () => ['user.invite'],
  'policy.history': () => ['policy.view'],
  'packages.send': (request) => [request.briefcase ? 'pkg.briefcase' : 'pkg.send'],
  'admin.organisation': () => [{ governs: true, or: 'offered' }],
  'admin.people': () => [GOVERNS],
  'admin.person': orThemselves,
  'admin.explain': orThemselves,
  'admin.invite': () => ['user.invite'],
  'admin.resetPassword': () => ['password.reset'],
  'admin.matrix': () => [GOVERNS],
  'admin.viewAs': () => [GOVERNS],
  'admin.presetChanges': () => [GOVERNS],
  'admin.history': () => [GOVERNS, 'policy.view'],
  'admin.entryDiff': () => [GOVERNS, 'policy.view'],
  'admin.exportHistory': () => [GOVERNS, 'policy.view'],
  'admin.exportPeople': () => [GOVERNS],
  'admin.readImport': () => ['user.invite'],
  'admin.runImport': () => ['user.invite'],
  'billing.records': () => ['billing.view'],
  'billing.keep': () => ['billing.manage'],
  'billing.saveInvoice': () => ['billing.view'],
  'billing.export': () => ['billing.view'],
  'billing.history': () => ['billing.view'],
  'billing.licences': () => [GOVERNS],
  'billing.exportLicences': () => [GOVERNS],
  'mail.settings': () => ['user.invite'],
  'mail.configure': () => ['user.invite'],
  'mail.test': () => ['user.invite'],
  'mail.sendInvitation': () => ['user.invite'],
};

/** Everything that this request needs; none: the session alone is enough. */
export function needsOf<C extends Channel>(channel: C, request: Parsed<C>): readonly Need[] {
  const rule = CHANNEL_PERMISSIONS[channel] as ((request: Parsed<C>) => readonly Need[]) | undefined;
  return rule === undefined ? [] : rule(request);
}

/** Refused with the first of the needs that is not met. */
export function permit(session: MemberSession, needs: readonly Need[]): Result<void, IpcError> {
  for (const need of needs) {
    const refusal = unmet(session, need);
    if (refusal !== null) return err(refusal);
  }
  return ok();
}

function unmet(session: MemberSession, need: Need): IpcError | null {
  if (typeof need !== 'string') return isGoverning(session, need) ? null : denied('admin.section', 'default');
  const decision = session.can(need);
  return decision.allowed ? null : denied(need, decision.steps.at(-1)?.reason ?? 'default');
}

function isGoverning(session: MemberSession, { or }: Governing): boolean {
  if (session.admin.governs()) return true;
  return or === 'offered' ? session.admin.isOffered() : or === session.member().id;
}

const denied = (permission: Permission, reason: string): IpcError => ({
  code: 'permission.denied' satisfies ErrorCode,
  params: { permission, reason: `decision.${reason}` },
});
