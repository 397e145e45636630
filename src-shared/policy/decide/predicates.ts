import { assertNever } from '../../base/assert-never.ts';
import type { ContactId, MemberId } from '../../base/ids.ts';
import { subjectOf } from '../model/permissions.ts';
import { addressesContact, addressesMember } from './addressing.ts';
import type { Step } from './decision.ts';
import { onFolder } from './folders.ts';
import { fails, fits, type Held, scopeStep } from './held.ts';
import type { PackageFacts, Resource } from './resource.ts';
import { walk } from './walk.ts';

/*
 * The resource layer. A permission is held; may it be used on this? Nothing is asked of a pair that is not listed here,
 * such as `pkg.briefcase` of a folder.
 */

/** null where the permission says nothing about such a resource. */
export function onResource(held: Held, resource: Resource): Step | null {
  switch (resource.type) {
    case 'package':
      return onPackage(held, resource);
    case 'member':
      return onMember(held, resource.member);
    case 'contact':
      return onContact(held, resource.contact);
    case 'folder':
      return onFolder(held, resource.folder);
    default:
      return assertNever(resource);
  }
}

function onPackage(held: Held, facts: PackageFacts): Step | null {
  const { member, permission, decisive } = held;
  const about = subjectOf(permission);
  if (about === 'sending' || about === 'ownPackages') {
    return facts.author === member.id
      ? fits(decisive.entry, 'ownPackage')
      : fails(decisive.entry, 'notAuthor', { kind: 'member', id: facts.author });
  }
  if (permission === 'pkg.receive') return receives(held, facts);
  if (permission === 'approval.approve') return approves(held, facts);
  if (permission === 'org.pkg.view' || permission === 'org.pkg.modify') {
    return scopeStep(held, held.state.members.get(facts.author));
  }
  return null;
}

function receives({ member, decisive }: Held, { recipients, contributors, audience }: PackageFacts): Step {
  if (recipients.includes(member.id) || contributors.includes(member.id)) return fits(decisive.entry, 'recipient');
  if (audience !== 'private') return fits(decisive.entry, 'audienceIncludes');
  return fails(decisive.entry, 'notRecipient');
}

/** Never one's own; where preferred, else where all packages are accessible, within one's scopes. */
function approves(held: Held, { author, approvers }: PackageFacts): Step {
  const { state, member, decisive, laws } = held;
  const subject = { kind: 'member', id: author } as const;
  if (author === member.id) return fails(decisive.entry, 'ownApproval');
  if (approvers.includes(member.id)) return fits(decisive.entry, 'preferredApprover', subject);
  const all = walk(state, member, 'approval.all', laws).decisive;
  if (all.effect === 'deny') return fails(all.entry, 'notPreferredApprover', subject);
  return scopeStep(held, state.members.get(author)) ?? fits(all.entry, 'inScope', subject);
}

function onMember(held: Held, id: MemberId): Step | null {
  const { state, permission, decisive } = held;
  const about = subjectOf(permission);
  if (about !== 'sending' && about !== 'people') return null;
  const target = state.members.get(id);
  const subject = { kind: 'member', id } as const;
  if (target === undefined) return fails(state.head.seq, 'targetUnknown', subject);
  if (about === 'sending') return addressesMember(held, target);
  if (decisive.reason === 'roleLimited' && target.kind === 'internal') {
    return fails(decisive.entry, 'limitedToExternal', subject);
  }
  return scopeStep(held, target);
}

function onContact(held: Held, contact: ContactId | 'own'): Step | null {
  const { state, permission } = held;
  const about = subjectOf(permission);
  if (about === 'sending') return addressesContact(held, contact);
  if (about !== 'siteContacts') return null;
  if (contact !== 'own' && state.contacts.has(contact)) return null;
  return fails(state.head.seq, 'targetUnknown');
}
