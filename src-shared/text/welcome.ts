import { err, ok, type Result } from '../base/result.ts';
import { hasForbidden } from '../policy/model/text.ts';

/*
 * The words with which an organisation greets a newcomer: plain text of a few lines, carried by the invitation. As with
 * names, what a reader checks depends on listed code points alone; what depends on Unicode's tables, the writer does once.
 */

/** UTF-16 units. */
export const WELCOME_MAX = 2_000;
const LINES_MAX = 60;

/** Is this a greeting as `normaliseWelcome` leaves it? SECURITY: nothing in it can turn, hide or overwrite what stands around it. */
export function isWelcome(text: string): boolean {
  if (text.length === 0 || text.length > WELCOME_MAX) return false;
  const lines = text.split('\n');
  if (lines.length > LINES_MAX || lines[0] === '' || lines.at(-1) === '') return false;
  return lines.every((line) => !hasForbidden(line) && !line.endsWith(' '));
}

/**
 * NFC, line breaks and spaces made plain, what stands at the ends of lines and of the text cut off. What is forbidden is
 * refused, not removed: the person should see it.
 *
 * @returns null for a text of nothing
 */
export function normaliseWelcome(text: string): Result<string | null, { readonly code: 'welcome.invalid' }> {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]/gu, ' ')
    .replace(/ +$/gm, '')
    .replace(/^\n+|\n+$/g, '')
    .replace(/\n{4,}/g, '\n\n\n');
  if (plain === '') return ok(null);
  return isWelcome(plain) ? ok(plain) : err({ code: 'welcome.invalid' });
}
