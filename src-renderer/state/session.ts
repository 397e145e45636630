import { create } from 'zustand';
import type { Profile, Session, Settings } from '../../src-shared/ipc/app-contract.ts';
import type { EventPayload } from '../../src-shared/ipc/contract.ts';
import type { Me } from '../../src-shared/ipc/people-contract.ts';
import { bridge } from './bridge.ts';

export interface SessionStore {
  /** null until main has answered once. */
  readonly session: Session | null;
  readonly profiles: readonly Profile[];
  readonly settings: Settings;
  /** Of the unlocked member; null while locked or not yet asked. */
  readonly me: Me | null;
  /** An invitation that a link or an opened file brought, waiting to be looked at. */
  readonly invitation: string | null;
  /** A reset link that was opened, waiting to be used. */
  readonly reset: string | null;
  /** Password of the demo's people, known once the demo was opened from here. */
  readonly demoPassword: string | null;
}

export const useSession = create<SessionStore>(() => ({
  session: null,
  profiles: [],
  settings: { theme: 'system', density: 'comfortable', language: 'system', notifications: true, lockAfterMinutes: 10 },
  me: null,
  invitation: null,
  reset: null,
  demoPassword: null,
}));

const set = useSession.setState;

export async function loadMe(): Promise<void> {
  const answer = await bridge().sessionMe({});
  if (answer.ok) set({ me: answer.value });
}

export async function loadProfiles(): Promise<void> {
  const answer = await bridge().appProfiles({});
  if (answer.ok) set({ profiles: answer.value });
}

/** The shared password of the demo, asked of main when a demo profile is on screen. */
export async function loadDemoPassword(): Promise<void> {
  if (useSession.getState().demoPassword !== null) return;
  const answer = await bridge().demoOpen({});
  if (answer.ok) set({ demoPassword: answer.value.password });
}

export async function setSession(session: Session): Promise<void> {
  // A reset link has served when the profile opens.
  set({ session, ...(session.state === 'unlocked' ? { reset: null } : { me: null }) });
  await (session.state === 'unlocked' ? loadMe() : loadProfiles());
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const answer = await bridge().settingsSet(change);
  if (answer.ok) set({ settings: answer.value });
}

/** What a link or an opened file brought. */
export function opened({ invitation, reset }: EventPayload<'link.opened'>): void {
  if (invitation !== null) set({ invitation });
  if (reset !== null) set({ reset });
}

/** Everything the first screen needs, in one go and shown at once. */
export async function startSession(): Promise<void> {
  const main = bridge();
  const [settings, answer, link, profiles] = await Promise.all([
    main.settingsGet({}),
    main.appSession({}),
    main.appPendingLink({}),
    main.appProfiles({}),
  ]);
  const session: Session = answer.ok ? answer.value : { state: 'none' };
  if (link.ok) opened(link.value);
  set({
    session,
    ...(settings.ok ? { settings: settings.value } : {}),
    ...(profiles.ok ? { profiles: profiles.value } : {}),
  });
  if (session.state === 'unlocked') await loadMe();
}
