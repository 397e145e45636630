import type { ProfileId } from '../../../src-shared/base/ids.ts';
import { ok } from '../../../src-shared/base/result.ts';
import type { Handlers } from '../call.ts';
import { type HandlerContext, profileOf, sessionOf } from '../context.ts';
import { refuse } from '../errors.ts';
import { holdOpened } from '../handles.ts';

type Channels =
  | 'app.session'
  | 'app.profiles'
  | 'app.about'
  | 'app.openExternal'
  | 'app.pendingLink'
  | 'clipboard.write'
  | 'settings.get'
  | 'settings.set'
  | 'profile.select';

export function appHandlers({ app, desktop }: HandlerContext): Handlers<Channels> {
  return {
    'app.session': async (_request, { window }) => ok(await sessionOf(app, window.profile)),
    'app.profiles': async () => ok([...(await app.profiles())]),
    'app.about': async () => ok({ ...desktop.about() }),
    'app.openExternal': async ({ page }) => {
      await desktop.openExternal(page);
      return ok(null);
    },
    'app.pendingLink': async (_request, { window }) => {
      return ok({ ...holdOpened(window.handles, desktop.takePendingLink(window.id)) });
    },
    'clipboard.write': async ({ text }) => ok({ clearedAfterSeconds: desktop.copy(text) }),
    'settings.get': async () => ok({ ...desktop.settings() }),
    'settings.set': async (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      return ok({ ...desktop.changeSettings(Object.fromEntries(given)) });
    },
    'profile.select': async ({ profile, newWindow }, { window }) => {
      const id = profile as ProfileId | null;
      if (id !== null && (await profileOf(app, id)) === null) return refuse('profile.unknown');
      await desktop.select(window.id, id, newWindow);
      return ok(null);
    },
  };
}
