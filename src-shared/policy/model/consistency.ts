import type { ContactId, GroupId, MemberId, RoleId } from '../../base/ids.ts';
import { emailClaim, keyClaim, mailboxClaim } from './claims.ts';
import type { Member } from './entities.ts';
import type { PolicyState } from './state.ts';

/** What holds of every state that a log leads to, besides what its types say. */
export type Inconsistency =
  | 'owner' // exactly one, active, and alone in the owner's role
  | 'unique' // a unique role with two holders
  | 'member' // a role, class, group or scope that there is not, or an address, mailbox or key that is not theirs
  | 'device' // of nobody, or with a key that is not theirs
  | 'template'
  | 'licences' // counted wrongly, or more than were bought
  | 'transfer'
  | 'folder' // granted to nobody
  | 'audience'
  | 'proposal';

type Check = (state: PolicyState) => boolean;

const CHECKS: readonly (readonly [Inconsistency, Check])[] = [
  ['owner', hasOneOwner],
  ['unique', holdsUniqueOnce],
  ['member', (state) => every(state.members, (member) => isTheirs(state, member) && holdsKnown(state, member))],
  ['device', (state) => every(state.devices, ({ member, publicKey }) => isOf(state, keyClaim(publicKey), member))],
  ['template', hasTemplate],
  ['licences', hasLicences],
  ['transfer', hasTransfer],
  ['folder', hasFolders],
  ['audience', ({ classes }) => every(classes, ({ audience }) => areIn(classes, audience.classes ?? []))],
  ['proposal', ({ members, proposals }) => every(proposals, ({ by, approvals }) => areIn(members, [by, ...approvals]))],
];

/** The first thing that does not fit; null when everything does. */
export function inconsistencyOf(state: PolicyState): Inconsistency | null {
  return CHECKS.find(([, holds]) => !holds(state))?.[0] ?? null;
}

function every<V>(map: ReadonlyMap<string, V>, holds: (value: V) => boolean): boolean {
  for (const value of map.values()) if (!holds(value)) return false;
  return true;
}

const areIn = <Id extends string>(map: ReadonlyMap<Id, unknown>, ids: readonly Id[]): boolean =>
  ids.every((id) => map.has(id));
const isHere = ({ status }: Member): boolean => status !== 'removed';
const isOf = ({ members, taken }: PolicyState, claim: string, id: MemberId): boolean =>
  members.has(id) && taken.get(claim) === id;

function hasOneOwner({ members, owner, ownerRole, roles }: PolicyState): boolean {
  const role = roles.get(ownerRole);
  const member = members.get(owner);
  return (
    role?.rank === 100 && role.unique && member?.status === 'active' && member.roles.some(({ id }) => id === ownerRole)
  );
}

function holdsUniqueOnce({ members, roles }: PolicyState): boolean {
  const held = new Set<RoleId>();
  for (const member of members.values()) {
    for (const { id } of isHere(member) ? member.roles : []) {
      if (roles.get(id)?.unique !== true) continue;
      if (held.has(id)) return false;
      held.add(id);
    }
  }
  return true;
}

function isTheirs(state: PolicyState, { id, email, mailbox, keyset, invitation }: Member): boolean {
  if (invitation !== null && !state.members.has(invitation.by)) return false;
  const claims = [emailClaim(email)];
  if (mailbox !== null) claims.push(mailboxClaim(mailbox));
  if (keyset !== null) claims.push(keyClaim(keyset.signing), keyClaim(keyset.sealing));
  return claims.every((claim) => isOf(state, claim, id));
}

/** A tombstone may name what is gone. */
function holdsKnown({ classes, groups, members, roles }: PolicyState, member: Member): boolean {
  const named = [...member.groups.map(({ id }) => id), ...(member.limits.scopes ?? [])];
  const known = classes.has(member.class) && areIn(groups, named) && areIn(members, member.approvers);
  return !isHere(member) || (known && member.roles.every(({ id }) => roles.has(id)));
}

function hasTemplate({ template, roles, classes, groups }: PolicyState): boolean {
  return roles.has(template.role) && classes.has(template.class) && areIn(groups, template.groups);
}

function hasLicences({ members, classes, licences, licencesInUse }: PolicyState): boolean {
  let count = 0;
  for (const member of members.values()) {
    const counted = isHere(member) && member.status !== 'invited';
    if (counted && classes.get(member.class)?.licensed === true) count += 1;
  }
  return count === licencesInUse && (licences.bought === null || count <= licences.bought);
}

function hasTransfer({ transfer, members, owner, roles }: PolicyState): boolean {
  if (transfer === null) return true;
  return members.has(transfer.to) && transfer.to !== owner && (transfer.keep === null || roles.has(transfer.keep));
}

function hasFolders({ folders, members, groups, contacts }: PolicyState): boolean {
  return every(folders, ({ owner, grants }) => {
    const to = grants.map((grant) => grant.to);
    const known = (id: (typeof to)[number]) =>
      members.has(id as MemberId) || groups.has(id as GroupId) || contacts.has(id as ContactId);
    return members.has(owner) && to.every(known);
  });
}
