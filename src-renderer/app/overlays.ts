import { create } from 'zustand';
import type { Chosen } from '../../src-shared/ipc/files-contract.ts';

export type Overlay =
  | 'none'
  | 'palette'
  | 'shortcuts'
  | 'invite'
  | 'importPeople'
  | 'exportPeople'
  // Dialogs of a view of the administration; the view shows them.
  | 'newRole'
  | 'newGroup'
  | 'newClass'
  | 'newContact'
  | 'preset'
  | 'kit'
  | 'newKit'
  | 'password';

interface Overlays {
  readonly open: Overlay;
  /** Grows with every opening of the palette: each begins empty, also while the last one fades. */
  readonly turn: number;
}

/** At most one dialog of the whole application is open; the compose sheet is a thing of its own. */
export const useOverlays = create<Overlays>(() => ({ open: 'none', turn: 0 }));

export const openOverlay = (open: Overlay): void =>
  useOverlays.setState(({ turn }) => ({ open, turn: open === 'palette' ? turn + 1 : turn }));
export const closeOverlay = (): void => useOverlays.setState({ open: 'none' });

/** Takes dropped files instead of a new package; `text` says so while they are over the window. */
export interface DropTarget {
  readonly text: string;
  readonly take: (chosen: readonly Chosen[]) => void;
}

/** What the view on screen can do just now; a view registers while it is mounted. */
export interface ViewActions {
  readonly filter?: () => void;
  readonly saveAll?: () => void;
  readonly markUnread?: () => void;
  readonly drop?: DropTarget;
}

export const useViewActions = create<ViewActions>(() => ({}));

/** @returns what takes the actions back. */
export function offerViewActions(actions: ViewActions): () => void {
  useViewActions.setState(actions);
  return () => {
    const current = useViewActions.getState();
    const kept = Object.entries(current).filter(([name, run]) => actions[name as keyof ViewActions] !== run);
    useViewActions.setState(Object.fromEntries(kept), true);
  };
}
