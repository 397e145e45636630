import { z } from 'zod';
import { type ContractPart, empty, handle, id, ipcErrorSchema, nothing, password, time } from './contract-fields.ts';

/* Packages, and their way to and from the hub: part of the one contract (`contract.ts`). */

export const boxSchema = z.enum(['inbox', 'sent', 'briefcase']);
export type Box = z.infer<typeof boxSchema>;

export const refusalSchema = z.enum([
  'signature',
  'sender',
  'approval',
  'pin',
  'head',
  'wraps',
  'audit',
  'contents',
  'malformed',
]);

export const packageRowSchema = z.strictObject({
  id,
  box: boxSchema,
  from: z.string(),
  to: z.array(z.string()), // names, at most 20; `toCount` says how many there are
  toCount: z.number().int(),
  subject: z.string(),
  sentAt: time,
  size: z.number(),
  fileCount: z.number().int(),
  folderCount: z.number().int(),
  unread: z.boolean(),
  needsPassword: z.boolean(),
  expiresAt: time.nullable(),
  refused: refusalSchema.nullable(),
});
export type PackageRow = z.infer<typeof packageRowSchema>;

export const fileEntrySchema = z.strictObject({
  index: z.number().int().nonnegative(),
  path: z.string(),
  originalPath: z.string().nullable(),
  size: z.number(),
  modifiedAt: z.number(),
  folder: z.boolean(),
  executable: z.boolean(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

export const receiptSchema = z.strictObject({
  member: z.string(),
  kind: z.enum(['received', 'opened', 'saved']),
  at: time,
});

export const packageDetailSchema = z.strictObject({
  row: packageRowSchema,
  /** Names of all recipients, first 1,000. */
  recipients: z.array(z.strictObject({ id, name: z.string() })),
  sender: z.strictObject({ id, name: z.string(), safetyNumber: z.string().nullable() }),
  receipts: z.array(receiptSchema),
});
export type PackageDetail = z.infer<typeof packageDetailSchema>;

export const packageContentsSchema = z.strictObject({ message: z.string(), files: z.array(fileEntrySchema) });
export type PackageContents = z.infer<typeof packageContentsSchema>;

export const transferSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['send', 'save']),
  subject: z.string(),
  phase: z.enum(['preparing', 'waiting', 'transferring', 'finishing', 'paused', 'done', 'failed', 'cancelled']),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  filesTotal: z.number().int(),
  rate: z.number(),
  error: ipcErrorSchema.nullable(),
  skipped: z.array(z.strictObject({ name: z.string(), reason: z.enum(['symlink', 'special', 'unreadable', 'name']) })),
  recipientCount: z.number().int(),
  createdAt: time,
});
export type Transfer = z.infer<typeof transferSchema>;

const page = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), next: z.string().nullable(), total: z.number().int() });

export const packagesContract = {
  'packages.list': {
    access: 'unlocked',
    request: z.strictObject({
      box: boxSchema,
      after: z.string().max(200).nullable(),
      limit: z.number().int().min(1).max(500),
      filter: z.string().max(200),
    }),
    response: page(packageRowSchema),
  },
  'packages.counts': {
    access: 'unlocked',
    request: empty,
    response: z.strictObject({
      inbox: z.number(),
      unread: z.number(),
      sent: z.number(),
      briefcase: z.number(),
      outbox: z.number(),
    }),
  },
  'packages.detail': { access: 'unlocked', request: z.strictObject({ package: id }), response: packageDetailSchema },
  'packages.contents': {
    access: 'unlocked',
    request: z.strictObject({ package: id, password: password.nullable() }),
    response: packageContentsSchema,
  },
  /** Main asks for the folder; null when cancelled, else the transfer's id. */
  'packages.save': {
    access: 'unlocked',
    request: z.strictObject({ package: id, files: z.array(z.number().int().nonnegative()).max(200_000).nullable() }),
    response: z.strictObject({ transfer: z.string() }).nullable(),
  },
  'packages.markRead': {
    access: 'unlocked',
    request: z.strictObject({ package: id, read: z.boolean() }),
    response: nothing,
  },
  'packages.send': {
    access: 'unlocked',
    request: z.strictObject({
      recipients: z.array(id).max(1000),
      subject: z.string().max(200),
      message: z.string().max(100_000),
      items: z.array(handle).max(10_000),
      password: password.nullable(),
      expiresAt: time.nullable(),
      briefcase: z.boolean(),
    }),
    response: z.strictObject({ package: id }),
  },
  'transfers.list': { access: 'unlocked', request: empty, response: z.array(transferSchema) },
  'transfers.control': {
    access: 'unlocked',
    request: z.strictObject({
      transfer: z.string().max(64),
      action: z.enum(['pause', 'resume', 'cancel', 'dismiss', 'reveal']),
    }),
    response: nothing,
  },
} as const satisfies ContractPart;
