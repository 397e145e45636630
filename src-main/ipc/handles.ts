import { randomId } from '../../src-shared/base/ids.ts';
import type { Random } from '../../src-shared/base/random.ts';
import { isResetLink } from '../../src-shared/protocol/is-reset-link.ts';
import type { Invitee } from '../organisation/invite-many.ts';

/** What a handle can stand for. */
export type Held =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'invitation'; readonly text: string }
  | { readonly kind: 'reset'; readonly text: string }
  | { readonly kind: 'import'; readonly invitees: readonly Invitee[] };

/** Enough for the largest drop (10,000) twice. The oldest are forgotten first. */
const MOST = 20_000;

/**
 * SECURITY: S8. One window's opaque names for what only main may know. A handle is 128 random bits, is good in this
 * window alone, and dies when the window locks or closes.
 */
export interface Handles {
  hold(held: Held): string;
  path(handle: string): string | null;
  invitation(handle: string): string | null;
  /** A reset link that was opened. */
  reset(handle: string): string | null;
  /** People read from a file, judged, and not yet invited. */
  people(handle: string): readonly Invitee[] | null;
  clear(): void;
}

/** Holds what a sealpost:// link or an opened file says, by its kind; null: nothing was opened. */
export function holdOpened(
  handles: Pick<Handles, 'hold'>,
  text: string | null,
): { readonly invitation: string | null; readonly reset: string | null } {
  if (text === null) return { invitation: null, reset: null };
  if (isResetLink(text)) return { invitation: null, reset: handles.hold({ kind: 'reset', text }) };
  return { invitation: handles.hold({ kind: 'invitation', text }), reset: null };
}

export function createHandles(random: Random, most: number = MOST): Handles {
  const held = new Map<string, Held>();
  return {
    hold(value) {
      const handle = randomId(random);
      held.set(handle, value);
      if (held.size > most) held.delete(held.keys().next().value as string);
      return handle;
    },
    path(handle) {
      const value = held.get(handle);
      return value?.kind === 'path' ? value.path : null;
    },
    invitation(handle) {
      const value = held.get(handle);
      return value?.kind === 'invitation' ? value.text : null;
    },
    reset(handle) {
      const value = held.get(handle);
      return value?.kind === 'reset' ? value.text : null;
    },
    people(handle) {
      const value = held.get(handle);
      return value?.kind === 'import' ? value.invitees : null;
    },
    clear() {
      held.clear();
    },
  };
}
