import type { Handlers } from './call.ts';
import type { HandlerContext } from './context.ts';
import { adminHandlers } from './handlers/admin.ts';
import { appHandlers } from './handlers/app.ts';
import { billingHandlers } from './handlers/billing.ts';
import { fileHandlers } from './handlers/files.ts';
import { mailHandlers } from './handlers/mail.ts';
import { organisationHandlers } from './handlers/organisation.ts';
import { packageHandlers } from './handlers/packages.ts';
import { peopleHandlers } from './handlers/people.ts';
import { transferHandlers } from './handlers/transfers.ts';
import { vaultHandlers } from './handlers/vault.ts';

/** Every channel's handler: the return type fails to compile when one is missing. */
export const createHandlers = (context: HandlerContext): Handlers => ({
  ...adminHandlers(context),
  ...appHandlers(context),
  ...billingHandlers(context),
  ...fileHandlers(context),
  ...mailHandlers(context),
  ...organisationHandlers(context),
  ...packageHandlers(context),
  ...peopleHandlers(context),
  ...transferHandlers(context),
  ...vaultHandlers(context),
});
