import type { MemberId } from '../../../src-shared/base/ids.ts';
import { ok } from '../../../src-shared/base/result.ts';
import type { MailChannel } from '../../../src-shared/ipc/mail-contract.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing } from '../errors.ts';

export function mailHandlers({ desktop }: HandlerContext): Handlers<MailChannel> {
  return {
    'mail.settings': async (_request, { session }) => {
      const server = session.mail.settings();
      return ok({
        server: server === null ? null : { ...server, from: { ...server.from } },
        welcome: session.welcome() ?? '',
      });
    },
    'mail.configure': async ({ server }, { session }) => {
      const configured = session.mail.configure(server);
      return configured.ok ? ok(null) : crossing(configured);
    },
    'mail.test': async (_request, { session }) => {
      const sent = await session.mail.sendTest(desktop.language());
      return sent.ok ? ok({ ...sent.value }) : crossing(sent);
    },
    'mail.sendInvitation': async ({ member }, { session }) => {
      const sent = await session.mail.sendInvitation(member as MemberId, desktop.language());
      return sent.ok ? ok({ ...sent.value }) : crossing(sent);
    },
    'welcome.greeting': async (_request, { session }) => {
      const greeting = session.greeting();
      return ok(greeting === null ? null : { ...greeting });
    },
    'welcome.dismiss': async (_request, { session }) => {
      session.dismissGreeting();
      return ok(null);
    },
  };
}
