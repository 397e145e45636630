import type { MemberId } from '../../src-shared/base/ids.ts';
import { needsApproval } from '../../src-shared/policy/decide/constraints.ts';
import { decide } from '../../src-shared/policy/decide/decide.ts';
import type { Decision, DecisionReason } from '../../src-shared/policy/decide/decision.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';

/** What of a package its sender needs rights for. */
export interface Sending {
  readonly sender: MemberId;
  readonly recipients: readonly MemberId[];
  readonly hasPassword: boolean;
  /** Milliseconds: now for whoever sends, the time that the package claims for whoever receives. */
  readonly at: number;
}

export type SendProblem =
  /** The sender may not send, or not keep a briefcase. */
  | { readonly kind: 'sender'; readonly reason: DecisionReason }
  /** The sender may not address this one, who may not receive, or is none of those whom the sender's class may address. */
  | { readonly kind: 'recipient'; readonly member: MemberId; readonly reason: DecisionReason }
  | { readonly kind: 'password'; readonly reason: DecisionReason }
  /** Somebody has to approve it first. */
  | { readonly kind: 'approval' };

/** A package to oneself alone: it is kept, not sent. */
export function isBriefcase(sender: MemberId, recipients: readonly MemberId[]): boolean {
  return recipients.length === 1 && recipients[0] === sender;
}

/**
 * Recipients do not count credits: whether one was spent is between the sender and the log. Of a state after the one that
 * the package names they ask the same of the sender, but not whether everybody else can still receive.
 */
export type Asker = 'sender' | 'recipient' | 'recipientLater';

const reasonOf = ({ steps }: Decision): DecisionReason => steps[steps.length - 1]?.reason ?? 'default';
/** Layers that speak of the recipient rather than the sender. */
const isAboutRecipient = ({ steps }: Decision): boolean => steps[steps.length - 1]?.layer === 'resource';

/**
 * May this be sent, by that state of the policy? Asked by the sender's client when a package is composed and when it
 * becomes visible, and by every recipient, of the policy head that the package names. Packages are private: to the
 * recipients named, each of whom the sender must be allowed to address.
 *
 * @param by who asks, and of which state
 */
export function sendingProblem(state: PolicyState, sending: Sending, by: Asker = 'sender'): SendProblem | null {
  const { sender, recipients, hasPassword, at } = sending;
  const briefcase = isBriefcase(sender, recipients);
  const passes = (decision: Decision): boolean =>
    decision.allowed || (by !== 'sender' && decision.steps[decision.steps.length - 1]?.layer === 'licence');

  const whole = decide(state, sender, briefcase ? 'pkg.briefcase' : 'pkg.send.private', { at });
  if (!passes(whole)) return { kind: 'sender', reason: reasonOf(whole) };
  if (hasPassword) {
    const password = decide(state, sender, 'pkg.encrypt.password', { at });
    if (!password.allowed) return { kind: 'password', reason: reasonOf(password) };
  }
  if (briefcase) return null;
  for (const member of recipients) {
    const decision = decide(state, sender, 'pkg.send.private', { at, resource: { type: 'member', member } });
    if (passes(decision)) continue;
    const reason = reasonOf(decision);
    if (by === 'recipientLater' && reason === 'targetCannotReceive') continue;
    return isAboutRecipient(decision) ? { kind: 'recipient', member, reason } : { kind: 'sender', reason };
  }
  return needsApproval(state, sender, at) ? { kind: 'approval' } : null;
}
