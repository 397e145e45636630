import type { ContactId, MemberId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { contactClaim, emailClaim, idClaim } from '../model/claims.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import { isGrantee, moveGrants } from './grantees.ts';
import type { EntryProblem } from './problems.ts';

/** Site contacts; personal ones are in no log. */
export const CONTACT_HANDLERS = {
  'contact.add': (draft, { author, seq }, { contact, name, email }) => {
    if (isGrantee(draft, contact)) return 'contactExists';
    if (isAddressTaken(draft, email)) return 'emailTaken';
    draft.take(contactClaim(email), contact);
    draft.put('contacts', { id: contact, name, email, pgp: 'none', by: author, setBy: seq });
    return null;
  },
  'contact.edit': edit,
  'contact.remove': (draft, _acting, { contact }) => {
    if (!draft.contacts.has(contact)) return 'contactUnknown';
    drop(draft, contact, null);
    return null;
  },
} as const satisfies Partial<Handlers>;

function edit(draft: StateDraft, { seq }: Acting, action: ActionOf<'contact.edit'>): EntryProblem | null {
  const contact = draft.contacts.get(action.contact);
  if (contact === undefined) return 'contactUnknown';
  const { name = contact.name, email = contact.email, pgp = contact.pgp } = action;
  if (name === contact.name && email === contact.email && pgp === contact.pgp) return 'unchanged';
  const claims = [contact.email, email].map(contactClaim) as [string, string];
  if (claims[0] !== claims[1]) {
    if (isAddressTaken(draft, email)) return 'emailTaken';
    draft.release(claims[0]);
    draft.take(claims[1], contact.id);
  }
  draft.put('contacts', { ...contact, name, email, pgp, setBy: seq });
  return null;
}

/** The contact becomes the member, folders included, and is none any more. */
export function convertContact(
  draft: StateDraft,
  id: ContactId,
  newcomer: { readonly member: MemberId; readonly email: string },
): EntryProblem | null {
  const contact = draft.contacts.get(id);
  if (contact === undefined) return 'contactUnknown';
  if (contactClaim(contact.email) !== contactClaim(newcomer.email)) return 'contactDiffers';
  drop(draft, id, newcomer.member);
  return null;
}

function drop(draft: StateDraft, id: ContactId, heir: MemberId | null): void {
  const contact = draft.contacts.get(id);
  if (contact !== undefined) draft.release(contactClaim(contact.email));
  moveGrants(draft, id, heir);
  draft.take(idClaim('grantee', id), id);
  draft.drop('contacts', id);
}

/** By another contact, or by a member who is still one: whoever left may come back as a contact. */
function isAddressTaken(state: PolicyState, email: string): boolean {
  if (state.taken.has(contactClaim(email))) return true;
  const holder = state.members.get(state.taken.get(emailClaim(email)) as MemberId);
  return holder !== undefined && holder.status !== 'removed';
}
