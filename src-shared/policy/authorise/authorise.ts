import type { Action, ActionOf, ActionType } from '../action/action.ts';
import type { Decision } from '../decide/decision.ts';
import type { Danger } from '../model/entities.ts';
import { LAWS, type Laws } from '../model/laws.ts';
import type { PolicyState } from '../model/state.ts';
import { folder } from './folders.ts';
import { dangersOfGrant } from './grants.ts';
import { createGroup, editClass, editGroup } from './groups.ts';
import { type By, type Check, Inquiry } from './inquiry.ts';
import { activate, invite, reinvite } from './invitations.ts';
import { rotate } from './keys.ts';
import {
  answer,
  approvers,
  classOf,
  credit,
  edit,
  type Grant,
  groups,
  limits,
  managing,
  override,
  reset,
  revoke,
  roles,
} from './members.ts';
import { anyOf, asThemselves, needing } from './needing.ts';
import { accept, offer, withdrawOffer } from './ownership.ts';
import { create, edit as editRole, remove as removeRole } from './roles.ts';
import { dangersOfSetting, setting, template, threshold } from './settings.ts';

interface Verdict {
  readonly refused: Check;
  readonly dangers: readonly Danger[];
}
type Rule<T extends ActionType> = (inquiry: Inquiry, action: ActionOf<T>) => Verdict;

const harmless =
  <A>(check: (inquiry: Inquiry, action: A) => Check) =>
  (inquiry: Inquiry, action: A): Verdict => ({ refused: check(inquiry, action), dangers: [] });

const granting =
  <A>(rule: (inquiry: Inquiry, action: A) => Grant) =>
  (inquiry: Inquiry, action: A): Verdict => {
    const { refused, given } = rule(inquiry, action);
    return { refused, dangers: dangersOfGrant(given) };
  };

const own = harmless(asThemselves);
const contacts = harmless(needing('contact.site.manage'));
const billing = harmless(needing('billing.manage'));
const links = harmless(needing('link.manage'));

const JUDGES: { readonly [T in ActionType]: Rule<T> } = {
  'member.invite': granting(invite),
  'member.reinvite': granting(reinvite),
  'member.activate': granting(activate),
  'member.edit': granting(edit),
  'member.disable': granting(managing('user.state')),
  'member.enable': granting(managing('user.state')),
  'member.lock': granting(managing('user.state')),
  'member.unlock': granting(managing('user.state')),
  'member.remove': granting(managing('user.remove')),
  'member.expiry': granting(managing('user.state')),
  'member.roles': granting(roles),
  'member.class': granting(classOf),
  'member.groups': granting(groups),
  'member.override': granting(override),
  'member.limits': granting(limits),
  'member.approvers': granting(approvers),
  'credits.grant': granting(credit),
  'credits.spend': own,
  'privilege.request': harmless(needing('billing.request')),
  'privilege.answer': granting(answer),
  'password.reset': granting(reset),
  'password.chosen': harmless(needing('account.login')),
  'device.add': own,
  'device.revoke': granting(revoke),
  'role.create': granting(create),
  'role.edit': granting(editRole),
  'role.delete': granting(removeRole),
  'class.create': harmless(needing('class.edit')),
  'class.edit': granting(editClass),
  'class.delete': harmless(needing('class.edit')),
  'group.create': granting(createGroup),
  'group.edit': granting(editGroup),
  'group.delete': harmless(needing('group.edit')),
  'setting.set': (inquiry, action) => ({
    refused: setting(inquiry, action),
    dangers: dangersOfSetting(inquiry, action),
  }),
  'template.set': granting(template),
  'threshold.set': (inquiry, action) => ({
    refused: threshold(inquiry, action),
    dangers: ['threshold', action.danger],
  }),
  'organisation.edit': harmless(needing('settings.edit')),
  'owner.offer': (inquiry) => ({ refused: offer(inquiry), dangers: ['owner.transfer'] }),
  'owner.withdraw': harmless(withdrawOffer),
  'owner.accept': harmless(accept),
  'licence.set': billing,
  'billing.record': billing,
  'billing.void': billing,
  'contact.add': contacts,
  'contact.edit': contacts,
  'contact.remove': contacts,
  'folder.create': harmless(needing('folder.manage')),
  'folder.edit': harmless(folder),
  'folder.grant': harmless(folder),
  'folder.delete': harmless(folder),
  'link.add': links,
  'link.remove': links,
  // What is proposed is judged action by action, in apply/proposals.ts: when it is opened, and when it takes effect.
  'proposal.open': own,
  'proposal.approve': own,
  'proposal.withdraw': harmless((inquiry, { proposal }) => {
    const theirs = inquiry.state.proposals.get(proposal)?.by === inquiry.by.member;
    return theirs ? asThemselves(inquiry) : inquiry.needs('security.edit');
  }),
  'key.rotate': (inquiry, action) => ({
    refused: rotate(inquiry, action),
    dangers: action.key === 'recovery' ? ['recovery.key'] : [],
  }),
  'state.root': harmless((inquiry) => anyOf(inquiry, ['security.edit', 'settings.edit'])),
};

/**
 * May the author do this, by the state before it? Asked by the writer before signing, and by every reader of every entry.
 * An unknown target is a denial.
 * @param laws all of them; tests switch one off to see that it is needed
 */
export function authorise(state: PolicyState, by: By, action: Action, laws: Laws = LAWS): Decision {
  const inquiry = new Inquiry(state, by, laws);
  const rule = JUDGES[action.type] as (inquiry: Inquiry, action: Action) => Verdict;
  const { refused, dangers } = rule(inquiry, action);
  return inquiry.answer(refused, dangers);
}

/** How many governors must agree on the action: the highest threshold among what it endangers, and the one that it sets. */
export function governorsFor(state: PolicyState, by: By, action: Action): number {
  const asked = dangersOf(state, by, action).map((danger) => state.thresholds[danger].governors);
  return Math.max(1, ...asked, action.type === 'threshold.set' ? action.governors : 1);
}

/** What the action would endanger. */
function dangersOf(state: PolicyState, by: By, action: Action): readonly Danger[] {
  const rule = JUDGES[action.type] as (inquiry: Inquiry, action: Action) => Verdict;
  return rule(new Inquiry(state, { ...by, agreed: true }, LAWS), action).dangers;
}
