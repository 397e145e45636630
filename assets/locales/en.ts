import type { Message } from '../../src-shared/text/translate.ts';
import { admin } from './en/admin.ts';
import { adminBilling } from './en/admin-billing.ts';
import { adminContacts } from './en/admin-contacts.ts';
import { adminGroups } from './en/admin-groups.ts';
import { adminPeople } from './en/admin-people.ts';
import { adminPreview } from './en/admin-preview.ts';
import { adminRoles } from './en/admin-roles.ts';
import { adminSecurity } from './en/admin-security.ts';
import { adminSettings } from './en/admin-settings.ts';
import { adminWhy } from './en/admin-why.ts';
import { errors } from './en/errors.ts';
import { mail } from './en/mail.ts';
import { packages } from './en/packages.ts';
import { permissions } from './en/permissions.ts';
import { policy } from './en/policy.ts';
import { policySettings } from './en/policy-settings.ts';
import { presets } from './en/presets.ts';
import { problems } from './en/problems.ts';
import { shell } from './en/shell.ts';
import { start } from './en/start.ts';

/** The English catalogue. It names every key and placeholder; other languages follow its type. */
export const en = {
  ...start,
  ...shell,
  ...packages,
  ...admin,
  ...adminPeople,
  ...adminPreview,
  ...adminRoles,
  ...adminGroups,
  ...adminContacts,
  ...adminWhy,
  ...adminSettings,
  ...adminSecurity,
  ...adminBilling,
  ...mail,
  ...policy,
  ...permissions,
  ...policySettings,
  ...presets,
  ...problems,
  ...errors,
} as const;

export type MessageKey = keyof typeof en;
/** A whole catalogue in any language. */
export type Catalogue = { readonly [K in MessageKey]: Message };
