import { useEffect } from 'react';
import { useCompose } from '../state/compose.ts';
import { useSession } from '../state/session.ts';
import { isMac } from '../ui/Keys.tsx';
import { available } from './commands.tsx';
import { useOverlays } from './overlays.ts';
import { matchesKeys } from './shortcuts.ts';

/** Listens for the keys of every command that is available just now. */
export function useShortcuts(): void {
  useEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat) return;
      const command = available(useSession.getState().me).find(
        ({ keys }) => keys !== undefined && matchesKeys(event, keys, mac),
      );
      if (!command) return;
      const modal = useOverlays.getState().open !== 'none' || useCompose.getState().draft !== null;
      event.preventDefault();
      if (!modal || command.everywhere) command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
