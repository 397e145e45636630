import { Worker } from 'node:worker_threads';
import { err, type Result } from '../../../src-shared/base/result.ts';
import type { WorkError } from '../port.ts';
import { type AnyValue, CANCELLED, type Job, type Request, type Response, type WorkerSetup } from './messages.ts';

type Outcome = Result<AnyValue, WorkError>;

/** Made when the job's turn comes; `transfer` moves to the thread instead of being copied. */
export interface Prepared {
  readonly job: Job;
  readonly transfer: readonly ArrayBuffer[];
}

interface Task {
  readonly number: number;
  readonly prepare: () => Prepared;
  readonly settle: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly flag: Int32Array;
  task: Task | null;
  /** Why it died, where it said so. */
  failure: string;
}

/** Threads that take jobs in the order they came. Threads are made when first needed and replaced when they die. */
export interface Pool {
  run(prepare: () => Prepared, signal?: AbortSignal): Promise<Outcome>;
  close(): Promise<void>;
}

export function createPool(workerFile: string | URL, count: number): Pool {
  const threads = new Set<Thread>();
  const queue: Task[] = [];
  let lastNumber = 0;
  let closed = false;

  function finish(thread: Thread, outcome: Outcome): void {
    const { task } = thread;
    thread.task = null;
    thread.worker.unref();
    task?.settle(outcome);
  }

  function spawn(): Thread {
    const flag = new SharedArrayBuffer(4);
    const workerData: WorkerSetup = { flag };
    // The thread needs nothing of the process's arguments or environment.
    const worker = new Worker(workerFile, { workerData, execArgv: [], env: {}, name: 'sealpost-work' });
    const thread: Thread = { worker, flag: new Int32Array(flag), task: null, failure: '' };
    worker.on('message', ({ number, result, spent }: Response) => {
      if (thread.task?.number !== number) return;
      if (spent) {
        threads.delete(thread);
        void worker.terminate();
      }
      finish(thread, result);
      dispatch();
    });
    worker.on('error', (error: unknown) => {
      thread.failure = error instanceof Error ? error.name : 'error';
    });
    worker.on('exit', (exitCode) => {
      threads.delete(thread);
      const detail = thread.failure === '' ? `exit ${exitCode}` : thread.failure;
      finish(thread, err(closed ? CANCELLED : { code: 'work.crashed', detail }));
      dispatch();
    });
    worker.unref();
    threads.add(thread);
    return thread;
  }

  function idleThread(): Thread | null {
    for (const thread of threads) if (thread.task === null) return thread;
    return threads.size < count ? spawn() : null;
  }

  function dispatch(): void {
    while (!closed && queue.length > 0) {
      const thread = idleThread();
      const task = thread === null ? undefined : queue.shift();
      if (thread === null || task === undefined) return;
      thread.task = task;
      // A thread keeps the process alive only while it works.
      thread.worker.ref();
      try {
        const { job, transfer } = task.prepare();
        const request: Request = { number: task.number, job };
        thread.worker.postMessage(request, transfer);
      } catch (error) {
        // What cannot travel, such as memory that was given away already: the caller's bug, not the thread's.
        thread.task = null;
        thread.worker.unref();
        task.reject(error);
      }
    }
  }

  function cancel(task: Task): void {
    const at = queue.indexOf(task);
    if (at >= 0) {
      queue.splice(at, 1);
      task.settle(err(CANCELLED));
      return;
    }
    for (const thread of threads) if (thread.task === task) Atomics.store(thread.flag, 0, task.number);
  }

  return {
    run: (prepare, signal) =>
      new Promise((resolve, reject) => {
        if (closed || signal?.aborted === true) return resolve(err(CANCELLED));
        lastNumber = (lastNumber % 0x7fff_ffff) + 1;
        const onAbort = () => cancel(task);
        const settle = (outcome: Outcome) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(outcome);
        };
        const task: Task = { number: lastNumber, prepare, settle, reject };
        signal?.addEventListener('abort', onAbort, { once: true });
        queue.push(task);
        dispatch();
      }),
    close: async () => {
      closed = true;
      for (const task of queue.splice(0)) task.settle(err(CANCELLED));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
