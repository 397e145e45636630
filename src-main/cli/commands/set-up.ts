import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import type { ProfileId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { INVITATION_FILE_MAX } from '../../../src-shared/protocol/invitation.ts';
import { type Answered, type CliError, cliError, plainError } from '../answer.ts';
import { askPassword, type Command, type CommandContext } from '../context.ts';
import { printable, printableLines } from '../format.ts';

export const createOrganisation: Command = async (context) => {
  const { app, parsed } = context;
  const password = await askPassword(context, 'New password: ', true);
  if (!password.ok) return password;
  const preset = parsed.text('preset');
  const made = await app.createOrganisation({
    organisation: parsed.text('organisation') ?? '',
    name: parsed.text('name') ?? '',
    email: parsed.text('email') ?? '',
    password: password.value,
    hub: { kind: 'folder', path: path.resolve(parsed.text('hub') ?? '') },
    allowPasswordOnly: parsed.flag('allow-password-only'),
    ...(preset === undefined ? {} : { preset }),
  });
  return made.ok ? introduce(context, made.value) : err(plainError(made.error));
};

export const join: Command = async (context) => {
  const { app, parsed } = context;
  const invitation = await readInvitation(parsed.positionals[0] ?? '');
  if (!invitation.ok) return invitation;
  const seen = await app.inspectInvitation(invitation.value);
  if (!seen.ok) return err(plainError(seen.error));
  const password = await askPassword(context, `New password for ${printable(seen.value.organisation)}: `, true);
  if (!password.ok) return password;
  const joined = await app.join({
    invitation: invitation.value,
    name: parsed.text('name') ?? seen.value.name,
    password: password.value,
    allowPasswordOnly: parsed.flag('allow-password-only'),
  });
  return joined.ok ? introduce(context, joined.value) : err(plainError(joined.error));
};

/** The new member, who is unlocked already. */
async function introduce({ app }: CommandContext, profile: ProfileId): Answered {
  const session = app.session(profile);
  if (session === null) return err(cliError('internal'));
  const { organisation, name, email, role, keychain } = session.me();
  const greeting = session.greeting();
  return ok({
    json: { profile, organisation, name, email, role, member: session.member().id, keychain, greeting },
    lines: [
      `${printable(name)} is ${printable(role.name)} of ${printable(organisation)}. Profile ${profile}.`,
      ...(greeting === null ? [] : ['', `${printable(greeting.from)} writes:`, ...printableLines(greeting.text), '']),
      'Save a recovery kit from the window: without it, a forgotten password cannot be helped.',
    ],
  });
}

/** The link itself, or the file that holds it; `-` is standard input. */
async function readInvitation(given: string): Promise<Result<string, CliError>> {
  if (given === '-') return ok((await readAll(process.stdin)).slice(0, INVITATION_FILE_MAX));
  if (given.startsWith('sealpost:')) return ok(given);
  try {
    const bytes = await readFile(given);
    return ok(bytes.subarray(0, INVITATION_FILE_MAX + 1).toString('utf8'));
  } catch {
    return err(cliError('cli.file', given));
  }
}
