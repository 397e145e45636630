import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEGMENT_BYTES } from '../../../src-main/crypto/v1/constants.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { unwrap } from '../../../src-shared/base/result.ts';

/** A process of its own: seals and opens 1 GiB and prints by how many bytes its peak memory grew. */
const SEGMENTS = 64;
const [workerFile = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sealpost-memory-'));
const workers = createWorkers({ workerFile: new URL(workerFile), count: 2 });
const key = new Uint8Array(32).fill(1);

function sparseFile(name: string, bytes: number): string {
  const path = join(folder, name);
  const descriptor = openSync(path, 'w');
  ftruncateSync(descriptor, bytes);
  closeSync(descriptor);
  return path;
}

async function sealAndOpen(index: number, source: string, target: string, length: number): Promise<void> {
  const place = { offset: 0, length };
  const sealed = unwrap(await workers.sealSegment(key, index, [{ path: source, ...place, offset: index * length }]));
  // What comes from a hub has memory of its own.
  const fetched = Uint8Array.from(sealed.ciphertext);
  workers.recycle(sealed);
  unwrap(await workers.openSegment(key, index, fetched, sealed.hash, [{ from: 0, to: { path: target, ...place } }]));
}

async function measure(): Promise<number> {
  const source = sparseFile('source', SEGMENTS * SEGMENT_BYTES);
  const target = sparseFile('target', SEGMENT_BYTES);
  await Promise.all([sealAndOpen(0, source, target, 10), sealAndOpen(1, source, target, 10)]);
  const idle = process.memoryUsage.rss();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < SEGMENTS) {
      next += 1;
      await sealAndOpen(next - 1, source, target, SEGMENT_BYTES);
    }
  };
  await Promise.all(Array.from({ length: workers.concurrency + 1 }, lane));
  return process.resourceUsage().maxRSS * 1024 - idle;
}

void measure()
  .then((growth) => process.stdout.write(String(growth)))
  .finally(async () => {
    await workers.close();
    rmSync(folder, { recursive: true });
  });
