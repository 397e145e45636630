/** What SQLite takes and gives. Integers are numbers: nothing Sealpost stores exceeds 2^53. */
export type SqlValue = string | number | Uint8Array | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * The open vault database as repositories see it. Synchronous: a statement takes microseconds, and a transaction
 * that cannot be interleaved cannot be half done. Statements are prepared once and cached by their text, so values
 * go into parameters, never into the text.
 *
 * @throws VaultFault (error.ts) when the disk is full, fails, or holds damaged pages, or when the vault was locked.
 */
export interface VaultDatabase {
  run(sql: string, ...parameters: readonly SqlValue[]): { readonly changes: number };
  get(sql: string, ...parameters: readonly SqlValue[]): SqlRow | null;
  all(sql: string, ...parameters: readonly SqlValue[]): readonly SqlRow[];
  /**
   * Commits when `work` returns, rolls back when it throws. Must not be async. Nested calls join the outer one; when
   * a nested one threw, the outer one cannot commit any more, even if it caught the error.
   */
  transaction<T>(work: () => T): T;
}

/** One step of the schema; applied in order, once, each in a transaction. `id` is `<feature>-<number>`. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}
