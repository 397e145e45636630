import { fromUtf8, zero } from '../../src-shared/base/bytes.ts';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Profile } from '../../src-shared/ipc/app-contract.ts';
import { isResetLink } from '../../src-shared/protocol/is-reset-link.ts';
import type { App, MemberSession } from '../app/port.ts';
import type { LogAlarm } from '../organisation/policy-log.ts';
import { type Answered, type CliError, cliError, plainError } from './answer.ts';
import type { Parsed } from './arguments.ts';
import { printable } from './format.ts';
import type { Progress } from './progress.ts';
import { type PasswordPorts, readPassword } from './terminal.ts';

/** What a command works with. */
export interface CommandContext {
  readonly app: App;
  readonly parsed: Parsed;
  readonly passwords: PasswordPorts;
  readonly progress: Progress;
  /** How wide the terminal is; 80 where standard output is none. */
  readonly columns: number;
  readonly now: () => number;
}

export type Command = (context: CommandContext) => Answered;

/** The profile named by `--profile`, or the only one. */
async function chooseProfile({ app, parsed }: CommandContext): Promise<Result<Profile, CliError>> {
  const profiles = await app.profiles();
  const wanted = parsed.text('profile');
  const [first] = profiles;
  if (first === undefined) return err(cliError('cli.noProfile'));
  if (wanted === undefined) {
    if (profiles.length === 1) return ok(first);
    return err(cliError('cli.whichProfile', profiles.map(describeProfile).join(', ')));
  }
  const found = profiles.filter(
    ({ id, member }) => id.startsWith(wanted) || member.toLowerCase() === wanted.toLowerCase(),
  );
  const [only] = found;
  if (only === undefined) return err(cliError('cli.unknownProfile', wanted));
  return found.length === 1 ? ok(only) : err(cliError('cli.whichProfile', found.map(describeProfile).join(', ')));
}

const describeProfile = ({ id, member, organisation }: Profile): string =>
  `${id.slice(0, 8)} (${printable(member)}, ${printable(organisation)})`;

/** Unlocks the chosen profile with what the help desk gave, and sets a new password. */
export async function openWithReset(context: CommandContext): Promise<Result<MemberSession, CliError>> {
  const { app, parsed, passwords } = context;
  const profile = await chooseProfile(context);
  if (!profile.ok) return profile;
  const ask = (fd: string | undefined, variable: string, prompt: string) =>
    readPassword(passwords, { fd, variable, prompt, twice: false });
  const code = await ask(parsed.text('reset-code-fd'), 'SEALPOST_RESET_CODE', 'Reset code or link: ');
  if (!code.ok) return code;
  const given = fromUtf8(code.value);
  zero(code.value);
  const oneTime = isResetLink(given)
    ? await ask(parsed.text('one-time-password-fd'), 'SEALPOST_ONE_TIME_PASSWORD', 'One-time password: ')
    : ok(null);
  if (!oneTime.ok) return oneTime;
  const newPassword = await askPassword(context, `New password of ${describeProfile(profile.value)}: `, true);
  if (!newPassword.ok) {
    zero(oneTime.value ?? undefined);
    return newPassword;
  }
  const unlocked = await app.unlockWithReset(profile.value.id as ProfileId, {
    given,
    oneTimePassword: oneTime.value,
    newPassword: newPassword.value,
    allowPasswordOnly: parsed.flag('allow-password-only'),
  });
  return unlocked.ok ? unlocked : err(plainError(unlocked.error));
}

/** Unlocks the chosen profile. */
export async function openSession(context: CommandContext): Promise<Result<MemberSession, CliError>> {
  const profile = await chooseProfile(context);
  if (!profile.ok) return profile;
  const password = await askPassword(context, `Password of ${describeProfile(profile.value)}: `, false);
  if (!password.ok) return password;
  const unlocked = await context.app.unlock(profile.value.id as ProfileId, password.value);
  return unlocked.ok ? unlocked : err(plainError(unlocked.error));
}

export function askPassword(
  { parsed, passwords }: CommandContext,
  prompt: string,
  twice: boolean,
): Promise<Result<Uint8Array, CliError>> {
  const fd = parsed.text('password-fd');
  return readPassword(passwords, { fd, variable: 'SEALPOST_PASSWORD', prompt, twice });
}

/** A package's own password, when the command line says that there is one; null otherwise. */
export async function askPackagePassword(
  { parsed, passwords }: CommandContext,
  twice: boolean,
): Promise<Result<Uint8Array | null, CliError>> {
  const fd = parsed.text('package-password-fd');
  const given = fd !== undefined || passwords.environment.SEALPOST_PACKAGE_PASSWORD !== undefined;
  if (!given && !parsed.flag('ask-package-password')) return ok(null);
  const variable = 'SEALPOST_PACKAGE_PASSWORD';
  return readPassword(passwords, { fd, variable, prompt: 'Password of the package: ', twice });
}

/** Fetches what is new. An alarm of the log, or a hub that does not answer, is a problem and not the end. */
export async function syncSession(session: MemberSession): Promise<CliError | null> {
  const status = await session.sync();
  const alarm = session.log.alarm();
  if (alarm !== null) return alarmError(alarm);
  if (status.error === null) return null;
  return cliError(status.error.code, String(Object.values(status.error.params)[0] ?? ''));
}

/** A session that has fetched what is new, as far as it could: `problem` is for the end of the answer. */
export async function openSynced(
  context: CommandContext,
): Promise<Result<{ readonly session: MemberSession; readonly problem: CliError | null }, CliError>> {
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  return ok({ session: opened.value, problem: await syncSession(opened.value) });
}

/** How many entries are asked for with `--limit`; all of them otherwise. */
export function limitOf({ parsed }: CommandContext): Result<number, CliError> {
  const given = parsed.text('limit');
  if (given === undefined) return ok(Number.MAX_SAFE_INTEGER);
  const limit = Number(given);
  return Number.isInteger(limit) && limit >= 1 ? ok(limit) : err(cliError('cli.usage', '--limit is a number from 1.'));
}

/** Where an alarm stands in the log, and why. */
export function alarmError({ code, seq, detail }: LogAlarm): CliError {
  return cliError(code, `entry ${seq}, ${detail}`);
}
