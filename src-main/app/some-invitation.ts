import type { InviteId, MemberId } from '../../src-shared/base/ids.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';

const NOBODY = '0'.repeat(26);

/** An invitation of nobody, to ask whether one would be allowed. It is never signed. */
export function someInvitation(state: PolicyState) {
  return {
    type: 'member.invite',
    member: NOBODY as MemberId,
    name: 'Nobody',
    email: 'nobody@example.org',
    invitation: { id: NOBODY as InviteId, publicKey: '0'.repeat(64), expiresAt: state.at + 1 },
  } as const;
}
