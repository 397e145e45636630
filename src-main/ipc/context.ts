import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { Profile, Session } from '../../src-shared/ipc/app-contract.ts';
import type { App } from '../app/port.ts';
import type { Desktop } from './desktop.ts';

/** What handlers work with. */
export interface HandlerContext {
  readonly app: App;
  readonly desktop: Desktop;
}

/** The profile as the page sees it; null when there is none of that id (any more). */
export async function profileOf(app: App, profile: ProfileId | null): Promise<Profile | null> {
  if (profile === null) return null;
  return (await app.profiles()).find(({ id }) => id === profile) ?? null;
}

/** The state of a window that shows this profile. */
export async function sessionOf(app: App, id: ProfileId | null): Promise<Session> {
  const profile = await profileOf(app, id);
  if (id === null || profile === null) return { state: 'none' };
  return app.session(id) === null ? { state: 'locked', profile } : { state: 'unlocked', profile };
}
