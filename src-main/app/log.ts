/** Where events of the program go. `fields` are codes, counts and reference ids; see `redact` for what is taken out. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export const silentLog: Log = { info: () => {}, error: () => {} };
