import type { CommandName } from './arguments.ts';
import { billing, licences } from './commands/billing.ts';
import { can, matrix, whoMay } from './commands/can.ts';
import { change, diff, history, whatIf } from './commands/changes.ts';
import { inbox } from './commands/inbox.ts';
import { log } from './commands/log.ts';
import { open } from './commands/open.ts';
import { invite, people, role, whoami } from './commands/people.ts';
import { profiles } from './commands/profiles.ts';
import { resetPassword } from './commands/reset-password.ts';
import { send } from './commands/send.ts';
import { createOrganisation, join } from './commands/set-up.ts';
import { unlock } from './commands/unlock.ts';
import type { Command } from './context.ts';

export const COMMAND_TABLE: Readonly<Record<CommandName, Command>> = {
  profiles,
  'create-organisation': createOrganisation,
  invite,
  join,
  unlock,
  whoami,
  people,
  'reset-password': resetPassword,
  role,
  send,
  inbox,
  open,
  log,
  can,
  'who-can': whoMay,
  matrix,
  'what-if': whatIf,
  change,
  history,
  diff,
  billing,
  licences,
};
