/*
 * SECURITY: S20. The one place that decides what a log may hold. Not a list of what to take out of free text, which
 * always forgets something, but no free text: codes, numbers, and the shapes of errors.
 */

/** Codes, ids of code places, version numbers. A word longer than this could be a key. */
const CODE = /^[A-Za-z0-9._:-]{1,40}$/;
const REMOVED = '(removed)';

/** A field's value as it may be written. */
export function redactValue(value: string | number | boolean | null): string | number | boolean | null {
  return typeof value !== 'string' || CODE.test(value) ? value : REMOVED;
}

/** Errors whose text the engine or our own code wrote; that of others (JSON, files) quotes what they met. */
const OWN_WORDS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError']);

/** Without anything quoted, and without anything that looks like a path, an address or a key. */
function redactMessage(message: string): string {
  return message
    .slice(0, 300)
    .replace(/(["'`“‘«]).*?(["'`”’»]|$)/gs, '…')
    .replace(/\S*[\\/@]\S*/g, '…')
    .replace(/[A-Za-z0-9+_=-]{17,}/g, '…')
    .replace(/\s+/g, ' ');
}

/** `at name (/home/dana/app/out/main/main.js:10:5)` becomes `main.js:10:5`: where, without the machine's folders. */
function frames(stack: string): string[] {
  return stack
    .split('\n')
    .flatMap((line) => /([A-Za-z0-9._-]{1,40}:\d+:\d+)\)?$/.exec(line)?.[1] ?? [])
    .slice(0, 8);
}

/** What may be written of an error: its kind, its system code, where it happened, and its text if that is our own. */
export function redactError(error: unknown): Readonly<Record<string, string | string[]>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? { code: error.code } : {};
  const message = OWN_WORDS.has(error.name) ? { message: redactMessage(error.message) } : {};
  return { kind: CODE.test(error.name) ? error.name : REMOVED, ...code, ...message, at: frames(error.stack ?? '') };
}
