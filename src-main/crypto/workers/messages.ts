import type { Result } from '../../../src-shared/base/result.ts';
import type { CheckedBatch, EntryBatch, Extent, PasswordParameters, SegmentPiece, WorkError } from '../port.ts';

/** What travels to a worker. The buffer of `open.ciphertext` is transferred unless it is shared. */
export type Job =
  | { readonly kind: 'password'; readonly password: Uint8Array; readonly parameters: PasswordParameters }
  | {
      readonly kind: 'seal';
      readonly key: Uint8Array;
      readonly index: number;
      readonly extents: readonly Extent[];
      /** Memory for the result. */
      readonly output: SharedArrayBuffer;
    }
  | {
      readonly kind: 'open';
      readonly key: Uint8Array;
      readonly index: number;
      readonly ciphertext: Uint8Array;
      readonly hash: Uint8Array;
      readonly pieces: readonly SegmentPiece[];
    }
  | {
      readonly kind: 'wrap';
      readonly recipients: readonly Uint8Array[];
      readonly secret: Uint8Array;
      readonly associated: readonly Uint8Array[];
      readonly randomness: readonly Uint8Array[];
    }
  | { readonly kind: 'entries'; readonly batch: EntryBatch };

export type JobValue = {
  readonly password: Uint8Array;
  readonly seal: { readonly length: number; readonly hash: Uint8Array };
  readonly open: null;
  readonly wrap: readonly Uint8Array[];
  readonly entries: CheckedBatch;
};
export type AnyValue = JobValue[Job['kind']];

export interface Request {
  readonly number: number;
  readonly job: Job;
}

export interface Response {
  readonly number: number;
  readonly result: Result<AnyValue, WorkError>;
  /** The thread holds memory it cannot give back, and should be replaced before the next job. */
  readonly spent: boolean;
}

/** `flag[0]` is the number of the job that was cancelled last; jobs look at it between messages, files and wraps. */
export interface WorkerSetup {
  readonly flag: SharedArrayBuffer;
}

export const CANCELLED = { code: 'work.cancelled', detail: '' } as const;
