import { randomBytes } from 'node:crypto';
import type { Random } from '../../src-shared/base/random.ts';

/** Node's generator, which is the operating system's. A copy, for Node's small buffers share one pool. */
export const systemRandom: Random = { bytes: (length) => Uint8Array.from(randomBytes(length)) };
