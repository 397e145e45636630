import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import { isResetLink } from '../../src-shared/protocol/is-reset-link.ts';
import type { Push } from '../ipc/events.ts';
import { holdOpened } from '../ipc/handles.ts';
import { type Opened, openedBy, openedByArguments } from './link-arguments.ts';
import type { Windows } from './windows.ts';

/** The text of an invitation, or of a reset link; null when the file is gone, or too large to be one. It is parsed where it is used. */
async function textOf(opened: Opened): Promise<string | null> {
  if (opened.kind === 'link') return opened.text;
  try {
    // Loaded here, for a start that opens nothing need not wait for it.
    const { INVITATION_FILE_MAX } = await import('../../src-shared/protocol/invitation.ts');
    if ((await stat(opened.path)).size > INVITATION_FILE_MAX) return null;
    return await readFile(opened.path, 'utf8');
  } catch {
    return null;
  }
}

/** See `App.resetProfile`. */
type FindProfile = (link: string) => Promise<ProfileId | null>;

export interface Links {
  /** From now on what is opened is shown; until then it waits. */
  ready(windows: Windows, push: Push, resetProfile: FindProfile): void;
  /** A second start of the application handed over its command line. */
  secondInstance(words: readonly string[], directory: string): void;
}

/**
 * `sealpost://` links and `.sealpost` files: by the command line on Windows and Linux (the first start, and every second
 * one), by events on macOS. Call before `ready`.
 */
export function watchLinks(words: readonly string[], directory: string): Links {
  let shown: { readonly windows: Windows; readonly push: Push; readonly resetProfile: FindProfile } | null = null;
  const waiting: Opened[] = [];

  async function show(opened: Opened): Promise<void> {
    if (shown === null) {
      waiting.push(opened);
      return;
    }
    const { windows, push, resetProfile } = shown;
    const text = await textOf(opened);
    const profile = text !== null && isResetLink(text) ? await resetProfile(text) : null;
    const entry = profile === null ? (windows.front() ?? windows.open(null)) : windows.open(profile);
    windows.focus(entry);
    if (text === null) return;
    if (!entry.listening) {
      entry.pending = text;
      return;
    }
    const { id, handles } = entry.state;
    push(id, 'link.opened', holdOpened(handles, text));
  }

  app.on('open-url', (event, url) => {
    event.preventDefault();
    const opened = openedBy(url, directory, join);
    if (opened !== null) void show(opened);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    const opened = openedBy(path, directory, join);
    if (opened !== null) void show(opened);
  });
  const first = openedByArguments(words, directory, join);
  if (first !== null) waiting.push(first);

  return {
    ready(windows, push, resetProfile) {
      shown = { windows, push, resetProfile };
      for (const opened of waiting.splice(0)) void show(opened);
    },
    secondInstance(others, from) {
      const opened = openedByArguments(others, from, join);
      if (opened !== null) {
        void show(opened);
        return;
      }
      const entry = shown?.windows.front();
      if (entry != null) shown?.windows.focus(entry);
      else shown?.windows.open(null);
    },
  };
}
