import { idClaim } from '../model/claims.ts';
import type { Handlers } from './acting.ts';
import { GRANTS_MAX, isPresent, withGrant } from './grantees.ts';

/** Project folders, and links to other organisations. */
export const FOLDER_HANDLERS = {
  'folder.create': (draft, { author, seq }, { folder: id, name }) => {
    if (draft.folders.has(id) || draft.taken.has(idClaim('folder', id))) return 'folderExists';
    draft.put('folders', { id, name, owner: author, grants: [], setBy: seq });
    return null;
  },
  'folder.edit': (draft, { seq }, { folder: id, name }) => {
    const folder = draft.folders.get(id);
    if (folder === undefined) return 'folderUnknown';
    if (folder.name === name) return 'unchanged';
    draft.put('folders', { ...folder, name, setBy: seq });
    return null;
  },
  'folder.grant': (draft, { seq }, { folder: id, to, level }) => {
    const folder = draft.folders.get(id);
    if (folder === undefined) return 'folderUnknown';
    const before = folder.grants.find((grant) => grant.to === to)?.level ?? null;
    if (before === level) return 'unchanged';
    if (level !== null && !isPresent(draft, to)) return 'granteeUnknown';
    if (before === null && folder.grants.length >= GRANTS_MAX) return 'grantsTooMany';
    draft.put('folders', withGrant(folder, to, level, seq));
    return null;
  },
  'folder.delete': (draft, { author }, { folder: id }) => {
    if (!draft.folders.has(id)) return 'folderUnknown';
    draft.take(idClaim('folder', id), author);
    draft.drop('folders', id);
    return null;
  },
  'link.add': (draft, { seq }, { link: id, organisation, name }) => {
    if (organisation === draft.organisation) return 'linkSelf';
    const linked = [...draft.links.values()].some((link) => link.organisation === organisation);
    if (linked || draft.links.has(id) || draft.taken.has(idClaim('link', id))) return 'linkExists';
    draft.put('links', { id, organisation, name, setBy: seq });
    return null;
  },
  'link.remove': (draft, { author }, { link: id }) => {
    if (!draft.links.has(id)) return 'linkUnknown';
    draft.take(idClaim('link', id), author);
    draft.drop('links', id);
    return null;
  },
} as const satisfies Partial<Handlers>;
