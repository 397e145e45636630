import { admin } from './de/admin.ts';
import { adminBilling } from './de/admin-billing.ts';
import { adminContacts } from './de/admin-contacts.ts';
import { adminGroups } from './de/admin-groups.ts';
import { adminPeople } from './de/admin-people.ts';
import { adminPreview } from './de/admin-preview.ts';
import { adminRoles } from './de/admin-roles.ts';
import { adminSecurity } from './de/admin-security.ts';
import { adminSettings } from './de/admin-settings.ts';
import { adminWhy } from './de/admin-why.ts';
import { errors } from './de/errors.ts';
import { mail } from './de/mail.ts';
import { packages } from './de/packages.ts';
import { permissions } from './de/permissions.ts';
import { policy } from './de/policy.ts';
import { policySettings } from './de/policy-settings.ts';
import { presets } from './de/presets.ts';
import { problems } from './de/problems.ts';
import { shell } from './de/shell.ts';
import { start } from './de/start.ts';
import type { Catalogue } from './en.ts';

/** The German catalogue: the same keys and placeholders as the English one. */
export const de: Catalogue = {
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
};
