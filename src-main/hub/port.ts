import type { Result } from '../../src-shared/base/result.ts';

/**
 * What every driver answers with when a call did not do its work. `detail` is for logs of the person's own machine:
 * a system error code such as `ENOSPC`, never a path or a key.
 */
export interface HubError {
  readonly code:
    | 'hub.unreachable' // the store is not there (any more): folder unmounted, connection refused
    | 'hub.denied' // it is there and refuses us
    | 'hub.readOnly'
    | 'hub.full'
    | 'hub.tooLarge' // the object is larger than the caller's bound
    | 'hub.badKey' // not a key by the rule of `hubKey`
    | 'hub.cancelled'
    | 'hub.unsuitable' // a broken guarantee: found by the probe, or a link or device where an object should be
    | 'hub.io'; // anything else, worth retrying
  readonly detail: string;
}

export type HubResult<T> = Promise<Result<T, HubError>>;

export interface GetOptions {
  /** Refuse (`hub.tooLarge`) before allocating more than this many bytes. */
  readonly maxBytes: number;
  /** First byte, and length in bytes; a range that reaches past the end yields what is there. */
  readonly range?: { readonly start: number; readonly length: number };
  /** Memory that may be used for the result when that fits: the result is then a view of it. */
  readonly into?: Uint8Array;
  readonly signal?: AbortSignal;
}

export interface PutOptions {
  /** Atomically: of concurrent writers exactly one gets `stored`, all others get `exists`. */
  readonly ifAbsent?: boolean;
  /** `now` (default): survives a power cut once the call returns. `flush`: only once `flush()` has returned. */
  readonly durable?: 'now' | 'flush';
  readonly signal?: AbortSignal;
}

export interface ListOptions {
  /** Only keys that sort after this one, bytewise. */
  readonly after?: string;
  /** At most this many keys, 1 to 10,000. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** `keys` are whole keys in bytewise order; `more` says whether another page exists after the last one. */
export interface HubPage {
  readonly keys: readonly string[];
  readonly more: boolean;
}

/** What `probe` measured; kept for the hub screen. */
export interface ProbeReport {
  readonly writers: number;
  readonly rounds: number;
  readonly milliseconds: number;
}

/**
 * An untrusted object store. Objects are whole: a reader never sees part of a put. Nothing above this port may assume
 * a folder. Keys: see `hubKey` (lower-case ASCII segments of `[a-z0-9._-]`, joined by `/`, at most 200 characters); no
 * key is the folder of another (`a`, `a/b`).
 */
export interface Hub {
  /** null when there is no such object. */
  get(key: string, options: GetOptions): HubResult<Uint8Array | null>;
  /** The bytes belong to the driver until the promise settles. An error may come after the object was stored. */
  put(key: string, body: Uint8Array, options?: PutOptions): HubResult<'stored' | 'exists'>;
  /**
   * `prefix` ends with `/`; the listing is recursive. It shows what was there when the first page was asked for; keys
   * that others add or remove meanwhile may or may not be on later pages.
   */
  list(prefix: string, options: ListOptions): HubResult<HubPage>;
  /** Succeeds when there is no such object. After a power cut the object may be there again. */
  delete(key: string): HubResult<void>;
  /** Makes every put with `durable: 'flush'` durable. */
  flush(): HubResult<void>;
  /** Checks with concurrent writers that the store keeps this contract; `hub.unsuitable` names the broken guarantee. */
  probe(): HubResult<ProbeReport>;
  close(): Promise<void>;
}
