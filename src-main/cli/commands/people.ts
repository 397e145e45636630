import { open, readFile, rm } from 'node:fs/promises';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Role } from '../../../src-shared/policy/model/entities.ts';
import { formatInvitationFile } from '../../../src-shared/protocol/invitation.ts';
import type { AppError } from '../../app/error.ts';
import type { MemberSession } from '../../app/port.ts';
import { type CliError, cliError, plainError } from '../answer.ts';
import { type Command, type CommandContext, openSession, syncSession } from '../context.ts';
import { findPerson } from '../find-person.ts';
import { formatTable, formatTime, printable } from '../format.ts';

/** By id or name, as the organisation calls it. */
function findRole(session: MemberSession, wanted: string): Result<Pick<Role, 'id' | 'name'>, CliError> {
  const folded = wanted.toLowerCase();
  const roles = [...session.log.state().roles.values()];
  const found = roles.find(({ id, name }) => id === folded || name.toLowerCase() === folded);
  if (found !== undefined) return ok(found);
  return err(cliError('cli.usage', `The role is one of: ${roles.map(({ id }) => id).join(', ')}.`));
}

/** The greeting from a file; null: none was given. */
async function readWelcome({ parsed }: Pick<CommandContext, 'parsed'>): Promise<Result<string | null, CliError>> {
  const file = parsed.text('welcome-file');
  if (file === undefined) return ok(null);
  try {
    return ok(file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8'));
  } catch {
    return err(cliError('cli.file', file));
  }
}

const mailProblem = ({ code, params }: AppError): CliError => cliError(code, String(params?.answer ?? ''));

export const invite: Command = async (context) => {
  const { parsed } = context;
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const role = findRole(opened.value, parsed.text('role') ?? opened.value.log.state().template.role);
  if (!role.ok) return role;
  const name = parsed.text('name') ?? '';
  const email = parsed.text('email') ?? '';
  const file = parsed.text('out');
  const welcome = await readWelcome(context);
  if (!welcome.ok) return welcome;
  const byMail = parsed.flag('mail');
  if (byMail && opened.value.mail.settings() === null) return err(cliError('mail.none'));
  // Before anybody is invited: a link that cannot be written would be lost, and its invitation stand.
  const target = file === undefined ? null : await open(file, 'wx', 0o600).catch(() => undefined);
  if (target === undefined) return err(cliError('cli.file', file));
  const invited = await opened.value.invite({
    name,
    email,
    role: role.value.id,
    ...(welcome.value !== null && { welcome: welcome.value }),
  });
  if (!invited.ok) {
    await target?.close();
    if (file !== undefined) await rm(file, { force: true });
    return err(plainError(invited.error));
  }
  const { link, member, expiresAt } = invited.value;
  let written = target !== null;
  try {
    await target?.writeFile(formatInvitationFile(link));
    await target?.close();
  } catch {
    written = false;
  }
  const mailed = byMail ? await opened.value.mail.sendInvitation(member, 'en') : null;
  return ok({
    json: { member, link, expiresAt, ...(written && { file }), ...(mailed?.ok && { handedTo: mailed.value.server }) },
    lines: [
      `${printable(name)} can join until ${formatTime(expiresAt)} with this link. Hand it over privately:`,
      '',
      link,
      ...(written && file !== undefined ? ['', `The link is in ${printable(file)}, too.`] : []),
      ...(mailed?.ok ? ['', `Handed to ${printable(mailed.value.server)} for ${printable(email)}.`] : []),
    ],
    // The link is shown all the same, for its invitation stands.
    ...(mailed?.ok === false && { problem: mailProblem(mailed.error) }),
    ...(file !== undefined && !written && { problem: cliError('cli.file', file) }),
  });
};

export const role: Command = async (context) => {
  const [who = '', wanted = ''] = context.parsed.positionals;
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const session = opened.value;
  await session.log.sync();
  const person = findPerson(session, who, () => true);
  if (!person.ok) return person;
  const found = findRole(session, wanted);
  if (!found.ok) return found;
  const set = await session.setRole(person.value.id as MemberId, found.value.id);
  if (!set.ok) return err(plainError(set.error));
  const { id, name } = person.value;
  const given = found.value;
  return ok({ json: { member: id, role: given.id }, lines: [`${printable(name)} is ${printable(given.name)} now.`] });
};

export const people: Command = async (context) => {
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const problem = await syncSession(opened.value);
  const all = opened.value.people();
  const rows = all.map(({ name, email, role: has, status, self }) => [
    self ? `${name} (you)` : name,
    email,
    has.name,
    status,
  ]);
  return ok({
    json: { people: all },
    lines: formatTable(['NAME', 'E-MAIL', 'ROLE', 'STATUS'], rows),
    ...(problem !== null && { problem }),
  });
};

export const whoami: Command = async (context) => {
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const me = opened.value.me();
  const rights = me.permissions.map(({ permission, allowed, reason, setBy, setAt }) => [
    permission,
    allowed ? 'yes' : 'no',
    reason.replace(/^decision\./, ''),
    setBy === null || setAt === null ? '' : `${setBy}, ${formatTime(setAt)}`,
  ]);
  return ok({
    json: { profile: opened.value.profile, ...me },
    lines: [
      `${printable(me.name)} <${printable(me.email)}>, ${printable(me.role.name)} of ${printable(me.organisation)}`,
      `Safety number: ${me.safetyNumber}`,
      `Vault: ${me.keychain === 'keychain' ? 'password and system keychain' : 'password only'}`,
      '',
      ...formatTable(['MAY', '', 'BECAUSE', 'SET BY'], rights),
    ],
  });
};
