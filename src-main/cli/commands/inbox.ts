import { err, ok } from '../../../src-shared/base/result.ts';
import type { MemberSession } from '../../app/port.ts';
import type { Box, PackageRow } from '../../packages/port.ts';
import { cliError } from '../answer.ts';
import { type Command, openSynced } from '../context.ts';
import { formatSize, formatTable, formatTime } from '../format.ts';

const isBox = (text: string): text is Box => text === 'inbox' || text === 'sent' || text === 'briefcase';

export const inbox: Command = async (context) => {
  const { parsed } = context;
  const box = parsed.text('box') ?? 'inbox';
  const limit = Number(parsed.text('limit') ?? '50');
  if (!isBox(box)) return err(cliError('cli.usage', '--box is inbox, sent or briefcase.'));
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) return err(cliError('cli.usage', '--limit is 1 to 500.'));
  const opened = await openSynced(context);
  if (!opened.ok) return opened;
  const { session, problem } = opened.value;
  const page = session.packages.list(box, { after: null, limit, filter: '' });
  const other = box === 'inbox' ? 'FROM' : 'TO';
  const headings = ['PACKAGE', 'WHEN', other, 'SUBJECT', 'SIZE', 'FILES', ''];
  return ok({
    json: { box, total: page.total, packages: page.rows.map((row) => rowJson(session, row)) },
    lines:
      page.total === 0
        ? [`Nothing in ${box}.`]
        : formatTable(
            headings,
            page.rows.map((row) => rowCells(session, row, box)),
            ['SIZE', 'FILES'],
          ),
    ...(problem !== null && { problem }),
  });
};

export function rowJson(session: MemberSession, row: PackageRow) {
  return { ...row, fromName: session.nameOf(row.from), toNames: row.to.slice(0, 20).map(session.nameOf) };
}

const cut = (text: string, columns: number): string =>
  text.length > columns ? `${text.slice(0, columns - 1)}\u2026` : text;

function rowCells(session: MemberSession, row: PackageRow, box: Box): readonly string[] {
  const others =
    row.to.slice(0, 3).map(session.nameOf).join(', ') + (row.to.length > 3 ? ` +${row.to.length - 3}` : '');
  return [
    row.id,
    formatTime(row.sentAt),
    cut(box === 'inbox' ? session.nameOf(row.from) : others, 30),
    cut(row.subject, 50),
    formatSize(row.size),
    String(row.fileCount),
    marksOf(row).join(', '),
  ];
}

function marksOf(row: PackageRow): readonly string[] {
  return [
    ...(row.refused === null ? [] : [`REFUSED: ${row.refused}`]),
    ...(row.unread ? ['unread'] : []),
    ...(row.needsPassword ? ['password'] : []),
    ...(row.expiresAt === null ? [] : [`until ${formatTime(row.expiresAt)}`]),
  ];
}
