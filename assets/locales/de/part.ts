import type { Message } from '../../../src-shared/text/translate.ts';

/** The same keys as a part of the English catalogue. */
export type Part<English> = { readonly [K in keyof English]: Message };
