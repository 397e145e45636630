import { writeFile } from 'node:fs/promises';
import { nativeSodium } from '../../../src-main/crypto/sodium/native.ts';
import { makePackageVectors } from './make-package.ts';
import { makeSegmentVectors } from './make-segments.ts';

/**
 * Writes the vectors of package format 1: `npx tsx tests/vectors/v1/make.ts`. All randomness is fixed, so a run changes
 * nothing unless the format has changed, and the format of version 1 never changes.
 */
async function write(name: string, vectors: unknown): Promise<void> {
  await writeFile(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(vectors, null, 1)}\n`);
}

void Promise.all([makeSegmentVectors(nativeSodium), makePackageVectors(nativeSodium)]).then(async ([segments, one]) => {
  await write('segments', segments);
  await write('sealed-package', one);
});
