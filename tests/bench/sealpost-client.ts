import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyFolder } from './harness.ts';

export type SealpostRequest =
  | { readonly kind: 'send'; readonly path: string }
  | { readonly kind: 'save'; readonly id: string; readonly directory: string }
  | { readonly kind: 'close' };

export type SealpostAnswer = { readonly milliseconds: number; readonly id: string };

/** Sealpost's core at work in another process. */
export interface Sealpost {
  readonly pid: number;
  readonly hubFolder: string;
  /** Seals a file or folder to oneself, to the hub. */
  send(path: string): Promise<SealpostAnswer>;
  /** Fetches a package from the hub and saves all of it. */
  save(id: string, directory: string): Promise<SealpostAnswer>;
  /** Removes all packages from the hub, behind Sealpost's back. */
  clearHub(): Promise<void>;
  close(): Promise<void>;
}

export async function startSealpost(folder: string): Promise<Sealpost> {
  const home = join(folder, 'sealpost');
  await emptyFolder(home);
  const script = fileURLToPath(new URL('./sealpost-process.ts', import.meta.url));
  const child = fork(script, [home], { execArgv: ['--import', 'tsx'] });
  const next = async (): Promise<SealpostAnswer> => {
    const [message] = (await once(child, 'message')) as [SealpostAnswer | { readonly failed: string }];
    if ('failed' in message) throw new Error(message.failed);
    return message;
  };
  const ask = (request: SealpostRequest): Promise<SealpostAnswer> => {
    const answer = next();
    child.send(request);
    return answer;
  };
  await next();
  const hubFolder = join(home, 'hub');
  return {
    pid: child.pid ?? 0,
    hubFolder,
    send: (path) => ask({ kind: 'send', path }),
    save: (id, directory) => ask({ kind: 'save', id, directory }),
    clearHub: () => rm(join(hubFolder, 'packages'), { recursive: true, force: true }),
    async close() {
      const exited = once(child, 'exit');
      await ask({ kind: 'close' });
      await exited;
    },
  };
}
