import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import { DROP_CHANNEL } from '../../../src-shared/ipc/channels.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import type { Chosen } from '../../../src-shared/ipc/files-contract.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { describe, describeAll } from '../describe.ts';
import { refuse } from '../errors.ts';
import { type HandlePorts, internalError, MOST_BYTES, trustedWindow } from '../handle.ts';
import { isPlainWithin } from '../weigh.ts';

export function fileHandlers({ desktop }: HandlerContext): Handlers<'files.choose' | 'files.describe'> {
  return {
    'files.choose': async ({ what }, { window }) =>
      ok(await describeAll(window.handles, await desktop.choose(window.id, what))),
    'files.describe': async ({ handles }, { window }) => {
      const described: Chosen[] = [];
      for (const handle of handles) {
        const path = window.handles.path(handle);
        const chosen = path === null ? null : await describe(window.handles, path, handle);
        if (chosen !== null) described.push(chosen);
      }
      return ok(described);
    },
  };
}

const dropSchema = z.strictObject({ paths: z.array(z.string().min(1).max(32_768)).max(10_000) });

/** What preload resolved dropped files to. Behind the same checks as the contract's channels. */
export function handleDrops(ports: HandlePorts): void {
  ports.transport.handle(DROP_CHANNEL, async (sender, payload): Promise<Result<readonly Chosen[], IpcError>> => {
    const window = trustedWindow(ports, sender);
    if (window === null) return refuse('ipc.sender');
    if (!isPlainWithin(payload, MOST_BYTES)) return refuse('ipc.tooLarge');
    const parsed = dropSchema.safeParse(payload);
    if (!parsed.success || !parsed.data.paths.every(isAbsolute)) return refuse('ipc.malformed');
    try {
      return ok(await describeAll(window.handles, parsed.data.paths));
    } catch (error) {
      return internalError(ports, DROP_CHANNEL, error) as Result<never, IpcError>;
    }
  });
}
