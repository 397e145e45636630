import type { Random } from '../../src-shared/base/random.ts';

/** The renderer's one source of randomness: ids of things that people make here. */
export const random: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };
