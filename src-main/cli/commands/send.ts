import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { MemberSession } from '../../app/port.ts';
import { type CliError, cliError, plainError } from '../answer.ts';
import { askPackagePassword, type Command, type CommandContext, openSession, syncSession } from '../context.ts';
import { parseExpiry } from '../expiry.ts';
import { findPerson } from '../find-person.ts';
import { printable } from '../format.ts';
import { describeTransfer, settle } from '../settle.ts';

export const send: Command = async (context) => {
  const { parsed, progress } = context;
  const expiresAt = parseExpiry(parsed.text('expires'), context.now());
  if (!expiresAt.ok) return expiresAt;
  const message = await readMessage(context);
  if (!message.ok) return message;
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const session = opened.value;
  // Recipients are found in the newest list; without the hub, in the one we have.
  const problem = await syncSession(session);
  const recipients = findRecipients(session, parsed.texts('to'));
  if (!recipients.ok) return problem === null ? recipients : err(problem);
  const password = await askPackagePassword(context, true);
  if (!password.ok) return password;
  const unsubscribe = session.packages.subscribe(progress.onEvent);
  const sent = await session.packages.send({
    recipients: recipients.value,
    subject: parsed.text('subject') ?? '',
    message: message.value,
    paths: parsed.positionals.map((each) => path.resolve(each)),
    password: password.value,
    expiresAt: expiresAt.value,
  });
  if (!sent.ok) return err(plainError(sent.error));
  const settled = await settle(session, sent.value);
  unsubscribe();
  progress.done();
  const { bytesTotal, filesTotal, skipped, phase } = settled.transfer;
  return ok({
    json: { package: sent.value, phase, files: filesTotal, bytes: bytesTotal, skipped },
    lines: [
      describeTransfer(settled),
      `Package ${sent.value}`,
      ...skipped.map(({ name, reason }) => `Left out: ${printable(name)} (${reason})`),
    ],
    ...(settled.error !== null && { problem: settled.error }),
  });
};

function findRecipients(session: MemberSession, wanted: readonly string[]): Result<readonly MemberId[], CliError> {
  const found = new Set<MemberId>();
  for (const who of wanted.flatMap((each) => each.split(',')).map((each) => each.trim())) {
    if (who === 'me') {
      found.add(session.member().id);
      continue;
    }
    const person = findPerson(session, who, ({ status }) => status === 'active');
    if (!person.ok) return person;
    found.add(person.value.id as MemberId);
  }
  return ok([...found]);
}

async function readMessage({ parsed }: CommandContext): Promise<Result<string, CliError>> {
  const file = parsed.text('message-file');
  if (file === undefined) return ok(parsed.text('message') ?? '');
  if (file === '-') return ok(await readAll(process.stdin));
  try {
    return ok(await readFile(file, 'utf8'));
  } catch {
    return err(cliError('cli.file', file));
  }
}
