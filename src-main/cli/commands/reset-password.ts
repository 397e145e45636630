import { zero } from '../../../src-shared/base/bytes.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { ResetAnswer } from '../../app/admin/reset-password.ts';
import { type CliError, plainError } from '../answer.ts';
import { type Command, type CommandContext, openSynced } from '../context.ts';
import { findPerson } from '../find-person.ts';
import { printable } from '../format.ts';
import { readPassword } from '../terminal.ts';

/** The help desk: prints what the helper hands on, which is shown nowhere again. */
export const resetPassword: Command = async (context) => {
  const { parsed } = context;
  const [who = ''] = parsed.positionals;
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  if (problem !== null) return err(problem);
  const person = findPerson(session, who, () => true);
  if (!person.ok) return person;
  const chosen = await chosenPassword(context);
  if (!chosen.ok) return chosen;
  const byPassword = parsed.flag('one-time-password') || chosen.value !== null;
  const reset = await session.admin.resetPassword({
    member: person.value.id as MemberId,
    by: byPassword ? 'password' : 'code',
    password: chosen.value,
  });
  if (!reset.ok) {
    zero(chosen.value ?? undefined);
    return err(plainError(reset.error));
  }
  return ok({ json: { member: person.value.id, ...reset.value }, lines: linesOf(person.value.name, reset.value) });
};

/** null: the helper chose none. */
async function chosenPassword({ parsed, passwords }: CommandContext): Promise<Result<Uint8Array | null, CliError>> {
  const fd = parsed.text('one-time-password-fd');
  const variable = 'SEALPOST_ONE_TIME_PASSWORD';
  if (fd === undefined && passwords.environment[variable] === undefined) return ok(null);
  return readPassword(passwords, { fd, variable, prompt: '', twice: false });
}

function linesOf(name: string, { proposed, code, link, oneTimePassword }: ResetAnswer): readonly string[] {
  if (proposed) return ['Proposed. When enough others have agreed, run this again: then you get the code.'];
  if (code !== null) {
    return [`Hand this code to ${printable(name)}. It works once, and only on their own computer:`, '', code];
  }
  return [
    `Send this link to ${printable(name)}, and tell the one-time password some other way. They work once, together:`,
    '',
    link ?? '',
    ...(oneTimePassword === null ? [] : ['', `One-time password: ${oneTimePassword}`]),
  ];
}
