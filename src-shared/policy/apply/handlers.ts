import type { ActionOf, ActionType } from '../action/action.ts';
import type { StateDraft } from '../model/state-draft.ts';
import { ACCOUNT_HANDLERS } from './accounts.ts';
import type { Acting, Fault, Handlers } from './acting.ts';
import { BILLING_HANDLERS } from './billing.ts';
import { CLASS_HANDLERS } from './classes.ts';
import { CONTACT_HANDLERS } from './contacts.ts';
import { CREDIT_HANDLERS } from './credits.ts';
import { DEVICE_HANDLERS } from './devices.ts';
import { FOLDER_HANDLERS } from './folders.ts';
import { GROUP_HANDLERS } from './groups.ts';
import { INVITATION_HANDLERS } from './invitations.ts';
import { KEY_HANDLERS } from './keys.ts';
import { MEMBER_HANDLERS } from './members.ts';
import { OWNERSHIP_HANDLERS } from './ownership.ts';
import { PROPOSAL_HANDLERS } from './proposals.ts';
import { ROLE_HANDLERS } from './roles.ts';
import { SETTING_HANDLERS } from './settings.ts';

/** One for each type of action: the compiler asks for those that are missing. */
const HANDLERS: Handlers = {
  ...INVITATION_HANDLERS,
  ...ACCOUNT_HANDLERS,
  ...MEMBER_HANDLERS,
  ...CREDIT_HANDLERS,
  ...DEVICE_HANDLERS,
  ...ROLE_HANDLERS,
  ...CLASS_HANDLERS,
  ...GROUP_HANDLERS,
  ...SETTING_HANDLERS,
  ...OWNERSHIP_HANDLERS,
  ...BILLING_HANDLERS,
  ...CONTACT_HANDLERS,
  ...FOLDER_HANDLERS,
  ...PROPOSAL_HANDLERS,
  ...KEY_HANDLERS,
};

/** Carries out an action that is authorised. */
export function handle<T extends ActionType>(draft: StateDraft, acting: Acting, action: ActionOf<T>): Fault | null {
  const type: T = action.type as T;
  return HANDLERS[type](draft, acting, action);
}
