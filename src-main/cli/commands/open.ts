import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { MemberSession } from '../../app/port.ts';
import { type CliError, cliError, plainError } from '../answer.ts';
import { askPackagePassword, type Command, type CommandContext, openSession, syncSession } from '../context.ts';
import { findPackage } from '../find-package.ts';
import { formatSize, formatTable, formatTime, printable, printableLines } from '../format.ts';
import { describeTransfer, settle } from '../settle.ts';
import { rowJson } from './inbox.ts';

export const open: Command = async (context) => {
  const { parsed } = context;
  const files = parseFiles(parsed.texts('file'));
  if (!files.ok) return files;
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const session = opened.value;
  const wanted = parsed.positionals[0] ?? '';
  if (!findPackage(session, wanted).ok) await syncSession(session);
  const row = findPackage(session, wanted);
  if (!row.ok) return row;
  const password = await askPackagePassword(context, false);
  if (!password.ok) return password;
  const contents = await session.packages.contents(row.value.id, password.value);
  if (!contents.ok) return err(plainError(contents.error));
  session.packages.markRead(row.value.id, true);
  const directory = parsed.text('to');
  const saved = directory === undefined ? null : await save(context, session, row.value.id, files.value, directory);
  if (saved !== null && !saved.ok) return saved;
  const { message, files: table } = contents.value;
  const rows = table.map((file) => [
    String(file.index),
    file.folder ? '' : formatSize(file.size),
    file.folder ? `${file.path}/` : file.path,
    [
      ...(file.originalPath === null ? [] : [`named “${file.originalPath}”`]),
      ...(file.executable ? ['executable'] : []),
    ].join(', '),
  ]);
  return ok({
    json: {
      package: rowJson(session, row.value),
      message,
      files: table,
      ...(saved !== null && { saved: { to: path.resolve(directory ?? ''), bytes: saved.value.bytes } }),
    },
    lines: [
      `From:    ${printable(session.nameOf(row.value.from))}`,
      `To:      ${printable(row.value.to.slice(0, 20).map(session.nameOf).join(', '))}`,
      `Subject: ${printable(row.value.subject)}`,
      `Sent:    ${formatTime(row.value.sentAt)}`,
      ...(message === '' ? [] : ['', ...printableLines(message)]),
      ...(rows.length === 0 ? [] : ['', ...formatTable(['NO', 'SIZE', 'NAME', ''], rows, ['NO', 'SIZE'])]),
      ...(saved === null ? [] : ['', saved.value.text]),
    ],
  });
};

async function save(
  { progress }: CommandContext,
  session: MemberSession,
  id: PackageId,
  files: readonly number[] | null,
  directory: string,
): Promise<Result<{ readonly text: string; readonly bytes: number }, CliError>> {
  const target = path.resolve(directory);
  try {
    await mkdir(target, { recursive: true });
  } catch {
    return err(cliError('cli.file', directory));
  }
  const unsubscribe = session.packages.subscribe(progress.onEvent);
  const started = await session.packages.save(id, files, target);
  if (!started.ok) return err(plainError(started.error));
  const settled = await settle(session, started.value.id);
  unsubscribe();
  progress.done();
  if (settled.error !== null) return err(settled.error);
  return ok({ text: `${describeTransfer(settled)} Verified, in ${target}`, bytes: settled.transfer.bytesTotal });
}

function parseFiles(texts: readonly string[]): Result<readonly number[] | null, CliError> {
  if (texts.length === 0) return ok(null);
  const wrong = texts.find((text) => !/^[0-9]{1,6}$/.test(text));
  return wrong === undefined ? ok(texts.map(Number)) : err(cliError('cli.usage', `“${wrong}” is no number of a file.`));
}
