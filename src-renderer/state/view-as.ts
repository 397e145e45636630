import { create } from 'zustand';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { Me } from '../../src-shared/ipc/people-contract.ts';
import { bridge } from './bridge.ts';
import { loadMe, useSession } from './session.ts';

interface ViewAs {
  /** Whose window is shown; null: one's own. */
  readonly name: string | null;
}

export const useViewAs = create<ViewAs>(() => ({ name: null }));

/** What the page shows is decided by `me`; main goes on deciding by who is logged in. */
export function asSeenBy(me: Me, permissions: readonly string[]): Me {
  const held = new Set(permissions);
  return { ...me, permissions: me.permissions.map((view) => ({ ...view, allowed: held.has(view.permission) })) };
}

let end: (() => void) | null = null;

/** Shows the window with the permissions of somebody else. @returns the refusal, if main refused. */
export async function viewAs(member: string): Promise<IpcError | null> {
  const answer = await bridge().adminViewAs({ member });
  if (!answer.ok) return answer.error;
  await stopViewAs();
  const { name, permissions } = answer.value;
  const { me } = useSession.getState();
  if (me === null) return null;
  let shown = asSeenBy(me, permissions);
  useViewAs.setState({ name });
  useSession.setState({ me: shown });
  // Whatever loads `me` anew meanwhile loads one's own; locking ends it.
  end = useSession.subscribe((state) => {
    if (state.me === shown) return;
    if (state.me === null) return forgetViewAs();
    shown = asSeenBy(state.me, permissions);
    useSession.setState({ me: shown });
  });
  return null;
}

function forgetViewAs(): void {
  end?.();
  end = null;
  useViewAs.setState({ name: null });
}

export async function stopViewAs(): Promise<void> {
  if (end === null) return;
  forgetViewAs();
  await loadMe();
}
