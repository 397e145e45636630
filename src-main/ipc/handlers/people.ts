import { zero } from '../../../src-shared/base/bytes.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { ok } from '../../../src-shared/base/result.ts';
import { formatInvitationFile, parseLink } from '../../../src-shared/protocol/invitation.ts';
import { writePrivateFile } from '../../system/write-private-file.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing, refuse } from '../errors.ts';

type Channels = 'session.me' | 'people.list' | 'people.resendInvitation' | 'people.saveInvitation' | 'policy.history';

export function peopleHandlers({ desktop }: HandlerContext): Handlers<Channels> {
  return {
    'session.me': async (_request, { session }) => ok(session.me()),
    'people.list': async (_request, { session }) => ok([...session.people()]),
    'people.resendInvitation': async ({ member }, { session }) => {
      const invited = await session.resendInvitation(member as MemberId);
      if (!invited.ok) return crossing(invited);
      return ok({ link: invited.value.link, expiresAt: invited.value.expiresAt });
    },
    'people.saveInvitation': async ({ link }, { window }) => {
      // Only an invitation is written: the page does not get to fill files with what it likes.
      const parsed = parseLink(link);
      if (parsed === null) return refuse('invitation.malformed');
      zero(parsed.code);
      const target = await desktop.chooseTarget(window.id, 'invitation');
      if (target === null) return ok(false);
      const written = await writePrivateFile(target, formatInvitationFile(link));
      return written.ok ? ok(true) : refuse(written.error.code);
    },
    'policy.history': async ({ before, limit }, { session }) => {
      // With the session's code, which the first window does not wait for.
      const { historyView } = await import('../history.ts');
      const state = session.log.state();
      return ok(session.log.history(before, limit).map((entry) => historyView(entry, state, session.nameOf)));
    },
  };
}
