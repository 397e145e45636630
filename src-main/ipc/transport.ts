import type { Result } from '../../src-shared/base/result.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';

/** Of every page of ours, and the only one that is ever answered. */
export const PAGE_ORIGIN = 'sealpost://app';

/** Who sent a message, as the shell's process sees it; nothing in it was said by the page. */
export interface Sender {
  /** The window the message came from; null when it is none of ours. */
  readonly window: string | null;
  /** False for a frame inside the page. */
  readonly mainFrame: boolean;
  /** Of the frame's document, `scheme://host`. */
  readonly origin: string;
}

/** What carries messages between pages and main. */
export interface Transport {
  /** Answers every message on the channel. The listener never throws. `sender` is null when the frame is gone. */
  handle(
    channel: string,
    listener: (sender: Sender | null, payload: unknown) => Promise<Result<unknown, IpcError>>,
  ): void;
  /** To the page of one window; a window that is gone is none to tell. */
  send(window: string, channel: string, payload: unknown): void;
}
