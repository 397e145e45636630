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
  readonly short: boolean;
  readonly prepare: () => Prepared;
  readonly settle: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly flag: Int32Array;
  /** What it was given, the running one first. */
  readonly tasks: Task[];
  /** Why it died, where it said so. */
  failure: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Takes a thread milliseconds, and does not look whether it was cancelled. A thread with one short job is given the next
   * before it has answered: it need not wait until the main thread, which may be busy for as long, has read the answer.
   */
  readonly short?: boolean;
}

/** Jobs that a thread is given at once, all of them short. */
const SHORT_AT_ONCE = 3;

/** Threads that take jobs in the order they came. Threads are made when first needed and replaced when they die. */
export interface Pool {
  run(prepare: () => Prepared, options?: RunOptions): Promise<Outcome>;
  close(): Promise<void>;
}

export function createPool(workerFile: string | URL, count: number): Pool {
  const threads = new Set<Thread>();
  const queue: Task[] = [];
  let lastNumber = 0;
  let closed = false;

  /** A thread keeps the process alive only while it works. */
  function leave(thread: Thread, task: Task): void {
    thread.tasks.splice(thread.tasks.indexOf(task), 1);
    if (thread.tasks.length === 0) thread.worker.unref();
  }

  function spawn(): Thread {
    const flag = new SharedArrayBuffer(4);
    const workerData: WorkerSetup = { flag };
    // The thread needs nothing of the process's arguments or environment.
    const worker = new Worker(workerFile, { workerData, execArgv: [], env: {}, name: 'sealpost-work' });
    const thread: Thread = { worker, flag: new Int32Array(flag), tasks: [], failure: '' };
    worker.on('message', ({ number, result, spent }: Response) => {
      const [task] = thread.tasks;
      if (task?.number !== number) return;
      if (spent) {
        threads.delete(thread);
        void worker.terminate();
      }
      leave(thread, task);
      task.settle(result);
      dispatch();
    });
    worker.on('error', (error: unknown) => {
      thread.failure = error instanceof Error ? error.name : 'error';
    });
    worker.on('exit', (exitCode) => {
      threads.delete(thread);
      const detail = thread.failure === '' ? `exit ${exitCode}` : thread.failure;
      for (const task of thread.tasks.splice(0))
        task.settle(err(closed ? CANCELLED : { code: 'work.crashed', detail }));
      dispatch();
    });
    worker.unref();
    threads.add(thread);
    return thread;
  }

  function threadFor({ short }: Task): Thread | null {
    const [free] = [...threads].sort((one, other) => one.tasks.length - other.tasks.length);
    if (free?.tasks.length === 0) return free;
    if (threads.size < count) return spawn();
    const hasRoom = free !== undefined && free.tasks.length < SHORT_AT_ONCE;
    return hasRoom && short && free.tasks.every((task) => task.short) ? free : null;
  }

  function dispatch(): void {
    for (let task = queue[0]; !closed && task !== undefined; task = queue[0]) {
      const thread = threadFor(task);
      if (thread === null) return;
      queue.shift();
      thread.tasks.push(task);
      thread.worker.ref();
      try {
        const { job, transfer } = task.prepare();
        const request: Request = { number: task.number, job };
        thread.worker.postMessage(request, transfer);
      } catch (error) {
        // What cannot travel, such as memory that was given away already: the caller's bug, not the thread's.
        leave(thread, task);
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
    for (const { tasks, flag } of threads) if (tasks.includes(task)) Atomics.store(flag, 0, task.number);
  }

  return {
    run: (prepare, { signal, short = false } = {}) =>
      new Promise((resolve, reject) => {
        if (closed || signal?.aborted === true) return resolve(err(CANCELLED));
        lastNumber = (lastNumber % 0x7fff_ffff) + 1;
        const onAbort = () => cancel(task);
        const settle = (outcome: Outcome) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(outcome);
        };
        const task: Task = { number: lastNumber, short, prepare, settle, reject };
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
