import type { MemberId, PackageId } from '../../src-shared/base/ids.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { WorkError } from '../crypto/port.ts';
import type { HubError } from '../hub/port.ts';

/** Inbox and sent are sides of a package; a briefcase package has its author as the only recipient. */
export type Box = 'inbox' | 'sent' | 'briefcase';

/** What a person wants sent. Paths exist in main only. */
export interface Draft {
  readonly recipients: readonly MemberId[]; // 1 to 1,000; only the author for the briefcase
  readonly subject: string; // at most 200 characters
  readonly message: string; // at most 100,000 characters
  readonly paths: readonly string[]; // files and folders; may be empty when there is a message
  readonly password: Uint8Array | null; // zeroed by the service once used
  readonly expiresAt: number | null;
}

export interface SkippedFile {
  readonly name: string;
  readonly reason: 'symlink' | 'special' | 'unreadable' | 'name';
}

export interface PackageRow {
  readonly id: PackageId;
  readonly box: Box;
  readonly from: MemberId;
  readonly to: readonly MemberId[];
  readonly subject: string;
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly size: number; // plaintext bytes of all files
  readonly fileCount: number; // without folders
  readonly folderCount: number;
  readonly unread: boolean;
  readonly needsPassword: boolean;
  readonly expiresAt: number | null;
  /** Set when the package failed verification: shown, never opened. */
  readonly refused: PackageRefusal | null;
}

export type PackageRefusal =
  | 'signature' // not signed by the device it names
  | 'sender' // the sender may not send, or was not active at the head named
  | 'approval' // its sender needed approval, and there is none
  | 'pin' // beyond what the sender's device had sent when they lost the right
  | 'head' // names a policy head that is not ours: a fork
  | 'wraps' // a wrap does not lead to the content key
  | 'audit' // the organisation's audit key has no wrap
  | 'contents' // message and file table damaged
  | 'malformed';

export interface FileEntry {
  readonly index: number;
  /** Made safe for every platform; `/` between folders. */
  readonly path: string;
  /** As the sender named it, where that differs. */
  readonly originalPath: string | null;
  readonly size: number;
  readonly modifiedAt: number;
  readonly folder: boolean;
  readonly executable: boolean;
}

export interface PackageContents {
  readonly message: string;
  readonly files: readonly FileEntry[];
}

export interface Receipt {
  readonly member: MemberId;
  readonly kind: 'received' | 'opened' | 'saved';
  readonly at: number;
}

export type PackageError =
  | HubError
  | WorkError
  | {
      readonly code:
        | 'package.unknown'
        | 'package.expired'
        | 'package.gone'
        | 'package.needsPassword'
        | 'package.wrongPassword';
      readonly detail: string;
    }
  | { readonly code: 'package.refused'; readonly detail: PackageRefusal }
  | { readonly code: 'package.tampered'; readonly detail: string } // a segment does not verify: names the file
  | {
      readonly code:
        | 'draft.noRecipients'
        | 'draft.tooManyRecipients'
        | 'draft.unknownRecipient'
        | 'draft.empty'
        | 'draft.tooLarge'
        | 'draft.subject'
        | 'draft.expiry'
        | 'draft.notAllowed'
        | 'draft.audience' // whom the sender's class may not address
        | 'draft.password' // may not be set by this sender
        | 'draft.approval' // is needed, and cannot be asked for yet
        | 'draft.stale' // the policy copy is too old to send by
        | 'draft.source'; // a file or folder named cannot be read at all
      readonly detail: string;
    }
  | { readonly code: 'save.target' | 'save.full' | 'save.exists'; readonly detail: string };

export type TransferPhase =
  | 'preparing'
  | 'waiting'
  | 'transferring'
  | 'finishing'
  | 'paused'
  | 'done'
  | 'failed'
  | 'cancelled';

/** One upload or one save. Uploads outlive the process (outbox); saves do not. */
export interface Transfer {
  readonly id: string; // package id for uploads
  readonly kind: 'send' | 'save';
  readonly subject: string;
  readonly phase: TransferPhase;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly filesTotal: number; // without folders
  /** Bytes a second over the last seconds; 0 when unknown. */
  readonly rate: number;
  readonly error: PackageError | null;
  readonly skipped: readonly SkippedFile[];
  readonly recipients: readonly MemberId[];
  readonly createdAt: number;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** Give it back to get the next page; null at the end. */
  readonly next: string | null;
  readonly total: number;
}

export type PackageEvent =
  | { readonly type: 'transfer'; readonly transfer: Transfer }
  | { readonly type: 'arrived'; readonly row: PackageRow }
  | { readonly type: 'changed'; readonly id: PackageId };

export interface Packages {
  /** Checks the draft and stores it in the outbox; uploading starts at once and survives a crash. */
  send(draft: Draft): Promise<Result<PackageId, PackageError>>;
  /** Takes up what an earlier process left in the outbox. Password packages need nothing again: keys are in the vault. */
  resumeOutbox(): Promise<void>;
  transfers(): readonly Transfer[];
  pause(id: string): void;
  resume(id: string): void;
  /** Uploads: removes what reached the hub. Saves: removes partial files. */
  cancel(id: string): Promise<void>;
  /** Resolves when the transfer is done, failed or cancelled. */
  settled(id: string): Promise<Transfer>;
  /** Lists the mailbox after the last seen key, verifies, stores; also fetches receipts of sent packages. */
  sync(signal?: AbortSignal): Promise<Result<{ readonly arrived: number }, HubError>>;
  list(
    box: Box,
    options: { readonly after: string | null; readonly limit: number; readonly filter: string },
  ): Page<PackageRow>;
  counts(): { readonly inbox: number; readonly unread: number; readonly sent: number; readonly briefcase: number };
  row(id: PackageId): PackageRow | null;
  /** Fetches and verifies message and file table. A password is asked for once a process: the derived key is kept in memory until lock. */
  contents(id: PackageId, password: Uint8Array | null): Promise<Result<PackageContents, PackageError>>;
  /** Saves the given files (indexes; null = all) under `directory`; never overwrites: a taken name gets ` (2)`. */
  save(id: PackageId, files: readonly number[] | null, directory: string): Promise<Result<Transfer, PackageError>>;
  markRead(id: PackageId, read: boolean): void;
  receipts(id: PackageId): readonly Receipt[];
  /**
   * What the mailbox holds that is not shown. `waiting`: names something the hub does not hand out (yet); `junk`: opened
   * by nobody's key, signed by no member, or told twice of different packages under one id.
   */
  mailbox(): { readonly waiting: number; readonly junk: number };
  subscribe(listener: (event: PackageEvent) => void): () => void;
  /** Stops all work, forgets keys. Outbox entries resume next time. */
  close(): Promise<void>;
}
