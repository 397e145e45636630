import type { FolderId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { isEntitled, KEY_PERMISSION } from '../model/key-holders.ts';
import type { Permission } from '../model/permissions.ts';
import type { Check, Inquiry } from './inquiry.ts';

/** What a permission alone is enough for, what the owner alone does; keys and folders. */

/** Holding the permission is enough: nobody else's rights or rank come into it. */
export function needing(permission: Permission) {
  return (inquiry: Inquiry): Check => inquiry.needs(permission);
}

/** Another governor agrees to a proposal, they do not make it: the offer itself is the owner's. */
export function offer(inquiry: Inquiry): Check {
  if (inquiry.isOwner) return inquiry.needs('security.edit');
  return inquiry.by.agreed === true && inquiry.by.approves === true
    ? inquiry.needs('security.edit')
    : inquiry.refuses('ownerOnly', inquiry.now);
}

export function withdrawOffer(inquiry: Inquiry): Check {
  return inquiry.isOwner ? inquiry.needs('account.login') : inquiry.refuses('ownerOnly', inquiry.now);
}

/** Both sign: the owner offered, the one who was named accepts that very offer. */
export function accept(inquiry: Inquiry, action: ActionOf<'owner.accept'>): Check {
  const refused = inquiry.needs('account.login');
  if (refused !== null) return refused;
  // Somebody else knows the password as well.
  const reset = inquiry.actor?.resetBy ?? null;
  if (reset !== null) return inquiry.refuses('mustChoosePassword', reset);
  const { transfer } = inquiry.state;
  const named = transfer !== null && transfer.to === inquiry.by.member && transfer.setBy === action.offer;
  return named
    ? inquiry.notes('selfOnly', transfer.setBy)
    : inquiry.refuses('notOffered', transfer?.setBy ?? inquiry.now);
}

/** Who makes a new key knows it: only somebody who is to have it. */
export function rotate(inquiry: Inquiry, { key }: ActionOf<'key.rotate'>): Check {
  if (key === 'directory') return anyOf(inquiry, ['user.state', 'user.remove', 'security.edit']);
  const refused = inquiry.needs(KEY_PERMISSION[key]);
  if (refused !== null) return refused;
  const { actor, state, laws, now } = inquiry;
  if (actor === null || isEntitled(state, actor, key, laws)) return null;
  const { scopes, setBy } = actor.limits;
  return scopes === null ? inquiry.refuses('limitedToExternal', now) : inquiry.refuses('outOfScope', setBy);
}

/** The first that is held; the refusal of the last otherwise. */
export function anyOf(inquiry: Inquiry, permissions: readonly Permission[]): Check {
  let refused: Check = inquiry.refuses('default', inquiry.now);
  for (const permission of permissions) {
    refused = inquiry.needs(permission);
    if (refused === null) return null;
  }
  return refused;
}

/** Of a folder: its owner, whoever has all of it, and whoever manages folders and reaches it. */
export function folder(inquiry: Inquiry, { folder: id }: { readonly folder: FolderId }): Check {
  const refused = inquiry.needs('folder.manage');
  if (refused !== null) return refused;
  const { by, actor } = inquiry;
  const found = inquiry.state.folders.get(id);
  if (found === undefined || found.owner === by.member) return null;
  const groups = new Set<string>(actor?.groups.map((group) => group.id));
  const full = found.grants.some(({ to, level }) => level === 'full' && (to === by.member || groups.has(to)));
  const subject = { kind: 'folder', id } as const;
  return full
    ? inquiry.notes('folderGranted', found.setBy, subject)
    : (inquiry.needs('org.pkg.modify') ?? inquiry.notes('folderGranted', found.setBy, subject));
}
