import type { FolderId } from '../../base/ids.ts';
import { folderAccess } from '../decide/folders.ts';
import type { Check, Inquiry } from './inquiry.ts';

/** Of a folder: its owner, whoever has all of it, and whoever manages folders and reaches it. */
export function folder(inquiry: Inquiry, { folder: id }: { readonly folder: FolderId }): Check {
  const refused = inquiry.needs('folder.manage');
  if (refused !== null) return refused;
  const { actor, state } = inquiry;
  const found = state.folders.get(id);
  if (found === undefined || found.owner === inquiry.by.member) return null;
  const full = actor !== null && folderAccess(state, actor, id)?.level === 'full';
  const beyond = full ? null : inquiry.needs('org.pkg.modify');
  return beyond ?? inquiry.notes('folderGranted', found.setBy, { kind: 'folder', id });
}
