import type { Page } from 'playwright-core';
import type { Result } from '../../../src-shared/base/result.ts';
import type { Method } from '../../../src-shared/ipc/bridge.ts';
import type { Channel, Request, Response } from '../../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';

/** Calls a function of the bridge from the page, as the page's own code does. */
export function ask<C extends Channel>(
  page: Page,
  method: Method<C>,
  request: Request<C>,
): Promise<Result<Response<C>, IpcError>> {
  return page.evaluate(
    ([name, argument]) => {
      const bridge = (globalThis as unknown as { sealpost: Record<string, (request: unknown) => Promise<unknown>> })
        .sealpost;
      const call = bridge[name as string];
      if (call === undefined) throw new Error(`the bridge has no ${String(name)}`);
      return call(argument);
    },
    [method, request] as const,
  ) as Promise<Result<Response<C>, IpcError>>;
}

/** The value, or a failure of the test that names the code. */
export async function demand<C extends Channel>(
  page: Page,
  method: Method<C>,
  request: Request<C>,
): Promise<Response<C>> {
  const answer = await ask<C>(page, method, request);
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${JSON.stringify(answer.error.params)}`);
  return answer.value;
}
