import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../src-shared/base/clock.ts';
import { redactError, redactValue } from './redact.ts';

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Where events of the program go. `fields` are codes, counts and reference ids; anything else is taken out. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  /** With the error that was not expected, if there is one. */
  error(event: string, fields?: LogFields, error?: unknown): void;
}

export const silentLog: Log = { info: () => {}, error: () => {} };

/** Two files of this size at most: the current one and the one before. */
const MOST_BYTES = 1024 * 1024;

/** One line of JSON an event. Writing is best effort: a full disk must not stop the program. */
export function createLogFile(path: string, clock: Clock): Log {
  const write = (level: 'info' | 'error', event: string, fields: LogFields = {}, error?: unknown): void => {
    const safe = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, redactValue(value)]));
    const failure = error === undefined ? {} : { error: redactError(error) };
    const line = JSON.stringify({ at: new Date(clock.now()).toISOString(), level, event, ...safe, ...failure });
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(path, `${path}.1`);
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch {
      // Nowhere left to tell it.
    }
  };
  return {
    info: (event, fields) => write('info', event, fields),
    error: (event, fields, error) => write('error', event, fields, error),
  };
}
