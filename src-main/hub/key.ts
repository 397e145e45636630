export const MAX_KEY_LENGTH = 200;

/** Drivers keep what is not an object yet under this first segment; no key may start with it. */
export const TEMPORARY_SEGMENT = 'tmp';

const SEGMENT = /^[a-z0-9_-][a-z0-9._-]*$/;
/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/;

/**
 * One step of a key: ASCII of `[a-z0-9._-]`, no dot at the start (hidden, `.`, `..`) or at the end (Windows drops it),
 * no Windows device name.
 */
export function isKeySegment(text: string): boolean {
  return SEGMENT.test(text) && !text.endsWith('.') && !DEVICE.test(text);
}

/**
 * The segments of a key, or null when the text is not a key. A store made of folders cannot hold both `a` and `a/b`:
 * no key may be the folder of another.
 */
export function hubKey(text: string): readonly string[] | null {
  if (text.length > MAX_KEY_LENGTH) return null;
  const segments = text.split('/');
  if (segments[0] === TEMPORARY_SEGMENT) return null;
  return segments.every(isKeySegment) ? segments : null;
}

/** The segments of a listing's prefix, which ends with `/`; null when it is not one. */
export function hubPrefix(text: string): readonly string[] | null {
  return text.endsWith('/') ? hubKey(text.slice(0, -1)) : null;
}
