import { utf8 } from '../../src-shared/base/bytes.ts';

/** What is typed alike is alike, on every keyboard: NFKC (Unicode Annex 15), then UTF-8. Whoever uses it zeroes it. */
export const passwordBytes = (text: string): Uint8Array => utf8(text.normalize('NFKC'));
