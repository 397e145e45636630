import { assertNever } from '../../../src-shared/base/assert-never.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Keyset } from '../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { PACKAGE_LIMITS } from '../../../src-shared/protocol/package-limits.ts';
import type { Lease } from '../../organisation/lease.ts';
import type { Draft, PackageError } from '../port.ts';
import { type SendProblem, sendingProblem } from '../rights.ts';

/** What of a draft can be judged without looking at files. */
export interface DraftText extends Pick<Draft, 'recipients' | 'subject' | 'message' | 'paths' | 'expiresAt'> {
  readonly hasPassword: boolean;
}

export interface Addressee {
  readonly member: MemberId;
  readonly keyset: Keyset;
  readonly mailbox: string;
}

type DraftError = Extract<PackageError, { code: `draft.${string}` }>;
const refuse = (code: DraftError['code'], detail = ''): Result<never, DraftError> => err({ code, detail });

/** Does the organisation want nothing sent by a policy copy as old as this one? */
export function isTooStale({ expired, sending }: Lease): boolean {
  return expired && sending === 'stop';
}

/** Keys of everyone a package is for; `draft.unknownRecipient` names the first who cannot get packages. */
export function addressees(
  state: PolicyState,
  recipients: readonly MemberId[],
): Result<readonly Addressee[], DraftError> {
  const found: Addressee[] = [];
  for (const id of recipients) {
    const member = state.members.get(id);
    const known = member !== undefined && member.keyset !== null && member.mailbox !== null;
    if (!known || !decide(state, id, 'pkg.receive').allowed) return refuse('draft.unknownRecipient', id);
    found.push({ member: id, keyset: member.keyset, mailbox: member.mailbox });
  }
  return ok(found);
}

/**
 * Judges a draft by the policy as this member knows it; asked when it is composed, and again before the package
 * becomes visible, since both may be days apart.
 */
export function checkDraft(
  state: PolicyState,
  me: MemberId,
  draft: DraftText,
  now: number,
): Result<readonly Addressee[], DraftError> {
  const { recipients } = draft;
  if (recipients.length === 0) return refuse('draft.noRecipients');
  if (recipients.length > PACKAGE_LIMITS.recipients) return refuse('draft.tooManyRecipients');
  if (new Set(recipients).size !== recipients.length) return refuse('draft.unknownRecipient', 'twice');
  if (draft.subject.length > PACKAGE_LIMITS.subject) return refuse('draft.subject');
  if (draft.message.length > PACKAGE_LIMITS.message) return refuse('draft.tooLarge');
  if (draft.paths.length === 0 && draft.message === '' && draft.subject === '') return refuse('draft.empty');
  if (draft.expiresAt !== null && draft.expiresAt <= now) return refuse('draft.expiry');
  const { hasPassword } = draft;
  const problem = sendingProblem(state, { sender: me, recipients, hasPassword, at: Math.max(now, state.at) });
  if (problem !== null) return explain(problem);
  return addressees(state, recipients);
}

function explain(problem: SendProblem): Result<never, DraftError> {
  switch (problem.kind) {
    case 'sender':
      return refuse('draft.notAllowed', problem.reason);
    case 'password':
      return refuse('draft.password', problem.reason);
    case 'approval':
      return refuse('draft.approval');
    case 'recipient': {
      const gone = problem.reason === 'targetCannotReceive' || problem.reason === 'targetUnknown';
      return refuse(gone ? 'draft.unknownRecipient' : 'draft.audience', problem.member);
    }
    default:
      return assertNever(problem);
  }
}
