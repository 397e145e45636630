import { afterAll, expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import { longLog } from '../../support/long-log.ts';
import { replayAlone, replayInBatches } from '../../support/replay.ts';
import { workerFile } from '../../support/worker-file.ts';

/* The same as tests/property/organisation/replay.test.ts, in real threads. */

const crypto = await createCrypto();
const workers = createWorkers({ workerFile: workerFile(), count: 2 });
afterAll(() => workers.close());
const log = longLog(crypto, { members: 60, length: 600 });

test.each([1, 16, 256, 1_000])('P26: two threads in batches of %i come to the state of a single one', async (size) => {
  const replayed = await replayInBatches(crypto, log, log.entries, size, workers);
  expect({ state: replayed.state, refusal: replayed.refusal }).toEqual({ state: log.state, refusal: null });
  // How many depends on which thread was faster.
  expect(replayed.alone).toBeLessThan(log.entries.length);
});

test.each([0, 77, 599])('P29: an entry damaged at place %i is refused there, for the same reason', async (place) => {
  const entries = log.entries.map((stored, index) => (index === place ? stored.slice(0, -1) : stored));
  const { state, refusal } = await replayInBatches(crypto, log, entries, 64, workers);
  const expected = replayAlone(crypto, log, entries);
  expect(refusal).not.toBeNull();
  expect({ state, refusal }).toEqual({ state: expected.state, refusal: expected.refusal });
});

test('P26: threads that are gone change no answer', async () => {
  const closed = createWorkers({ workerFile: workerFile(), count: 1 });
  await closed.close();
  const replayed = await replayInBatches(crypto, log, log.entries, 64, closed);
  expect(replayed).toEqual({ state: log.state, refusal: null, alone: log.entries.length });
});
