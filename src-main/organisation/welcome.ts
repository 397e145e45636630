import { z } from 'zod';
import { utf8 } from '../../src-shared/base/bytes.ts';
import { isName } from '../../src-shared/policy/model/text.ts';
import { parseJson } from '../../src-shared/protocol/json.ts';
import { isWelcome } from '../../src-shared/text/welcome.ts';
import type { VaultDatabase } from '../vault/database.ts';
import { readMeta, writeMeta } from '../vault/meta.ts';

const GREETING = 'organisation.greeting';
const OWN_TEXT = 'organisation.welcome';

/** What a newcomer is greeted with. */
export interface Greeting {
  /** Plain text; lines are ended by `\n`. */
  readonly text: string;
  /** Who invited them, by the name of then. */
  readonly from: string;
}

const schema = z.strictObject({ text: z.string().refine(isWelcome), from: z.string().refine(isName) });

/** The greeting that came with the invitation, until it is dismissed. */
export function loadGreeting(database: VaultDatabase): Greeting | null {
  const parsed = schema.safeParse(parseJson(utf8(readMeta(database, GREETING) ?? '')));
  return parsed.success ? parsed.data : null;
}

export const saveGreeting = (database: VaultDatabase, greeting: Greeting): void =>
  writeMeta(database, GREETING, JSON.stringify(greeting));

export const dismissGreeting = (database: VaultDatabase): void => writeMeta(database, GREETING, null);

/** What this member greeted newcomers with last; null: nothing. */
export function loadWelcome(database: VaultDatabase): string | null {
  const text = readMeta(database, OWN_TEXT);
  return text !== null && isWelcome(text) ? text : null;
}

/** @param text as `normaliseWelcome` leaves it */
export const saveWelcome = (database: VaultDatabase, text: string | null): void => writeMeta(database, OWN_TEXT, text);
