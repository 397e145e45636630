import type { FolderId } from '../../base/ids.ts';
import { FOLDER_LEVELS, type FolderLevel, type Member } from '../model/entities.ts';
import type { PolicyState } from '../model/state.ts';
import type { Step } from './decision.ts';
import { fails, fits, type Held } from './held.ts';

export interface FolderAccess {
  readonly level: FolderLevel;
  /** The entry that gave it. */
  readonly entry: number;
}

/** The most that the folder's owner, or a grant to the member or one of their groups, gives; null: nothing. */
export function folderAccess(state: PolicyState, member: Member, id: FolderId): FolderAccess | null {
  const folder = state.folders.get(id);
  if (folder === undefined) return null;
  if (folder.owner === member.id) return { level: 'full', entry: folder.setBy };
  let best: FolderAccess | null = null;
  for (const { to, level, setBy } of folder.grants) {
    const group = to === member.id ? null : member.groups.find((assigned) => assigned.id === to);
    if (group === undefined) continue;
    if (best !== null && FOLDER_LEVELS.indexOf(level) <= FOLDER_LEVELS.indexOf(best.level)) continue;
    best = { level, entry: Math.max(setBy, group?.setBy ?? 0) };
  }
  return best;
}

/** `folder.use` needs any access; `folder.manage` the full one. */
export function onFolder({ state, member, permission }: Held, id: FolderId): Step | null {
  if (permission !== 'folder.use' && permission !== 'folder.manage') return null;
  const subject = { kind: 'folder', id } as const;
  const access = folderAccess(state, member, id);
  if (access !== null && (permission === 'folder.use' || access.level === 'full')) {
    return fits(access.entry, 'folderGranted', subject);
  }
  return fails(access?.entry ?? state.folders.get(id)?.setBy ?? state.head.seq, 'folderNotGranted', subject);
}
