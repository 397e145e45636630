import { parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../../../src-shared/base/assert-never.ts';
import type { Result } from '../../../src-shared/base/result.ts';
import { loadBlake3 } from '../blake3.ts';
import type { WorkError } from '../port.ts';
import { loadSodium } from '../sodium/load.ts';
import { runEntries } from './entries.ts';
import { giveWay } from './give-way.ts';
import { type JobTools, runOpen, runPassword, runSeal, runWrap } from './jobs.ts';
import type { AnyValue, Job, Request, Response, WorkerSetup } from './messages.ts';

/** The thread's entry: one job at a time, in order. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const flag = new Int32Array((workerData as WorkerSetup).flag);
giveWay();
const ready = Promise.all([loadSodium(), loadBlake3()]);
const scratch: JobTools['scratch'] = { message: null, sealed: null, segment: null };

async function run(job: Job, tools: JobTools): Promise<Result<AnyValue, WorkError>> {
  switch (job.kind) {
    case 'password':
      return runPassword(job, tools);
    case 'seal':
      return runSeal(job, tools);
    case 'open':
      return runOpen(job, tools);
    case 'wrap':
      return runWrap(job, tools);
    case 'entries':
      return runEntries(job, tools);
    default:
      return assertNever(job);
  }
}

async function answer({ number, job }: Request): Promise<void> {
  const [sodium, blake3] = await ready;
  const result = await run(job, { sodium, blake3, scratch, cancelled: () => Atomics.load(flag, 0) === number });
  // WebAssembly memory grows for Argon2id and never shrinks: only a new thread gives it back.
  const spent = job.kind === 'password' && sodium.name === 'wasm';
  const response: Response = { number, result, spent };
  port?.postMessage(response);
}

/** The main thread gives few jobs at a time; each begins when the one before has ended. An exception ends the thread: a bug. */
let last: Promise<void> = Promise.resolve();
port.on('message', (request: Request) => {
  last = last.then(() => answer(request));
});
