import type { Box, FileEntry, PackageRow, Transfer } from '../../src-shared/ipc/packages-contract.ts';
import type { MemberSession } from '../app/port.ts';
import type * as core from '../packages/port.ts';
import { toIpcError } from './errors.ts';

/** A row names so many recipients at most; `toCount` says how many there are. */
const NAMED_RECIPIENTS = 20;

type Names = Pick<MemberSession, 'nameOf'>;

export function rowView(row: core.PackageRow, names: Names): PackageRow {
  return {
    id: row.id,
    box: row.box satisfies Box,
    from: names.nameOf(row.from),
    to: row.to.slice(0, NAMED_RECIPIENTS).map(names.nameOf),
    toCount: row.to.length,
    subject: row.subject,
    sentAt: row.sentAt,
    size: row.size,
    fileCount: row.fileCount,
    folderCount: row.folderCount,
    unread: row.unread,
    needsPassword: row.needsPassword,
    expiresAt: row.expiresAt,
    refused: row.refused,
  };
}

export const fileView = (file: core.FileEntry): FileEntry => ({
  index: file.index,
  path: file.path,
  originalPath: file.originalPath,
  size: file.size,
  modifiedAt: file.modifiedAt,
  folder: file.folder,
  executable: file.executable,
});

export function transferView(transfer: core.Transfer): Transfer {
  return {
    id: transfer.id,
    kind: transfer.kind,
    subject: transfer.subject,
    phase: transfer.phase,
    bytesDone: transfer.bytesDone,
    bytesTotal: transfer.bytesTotal,
    filesTotal: transfer.filesTotal,
    rate: transfer.rate,
    error: transfer.error === null ? null : toIpcError(transfer.error),
    skipped: transfer.skipped.map(({ name, reason }) => ({ name, reason })),
    recipientCount: transfer.recipients.length,
    createdAt: transfer.createdAt,
  };
}
