import type { Result } from '../base/result.ts';
import type { Channel, EventName, EventPayload, Request, Response } from './contract.ts';
import type { IpcError } from './contract-fields.ts';
import type { Chosen } from './files-contract.ts';

/**
 * What preload puts on `window.sealpost`: one named function a channel, `on` for pushed events, and `drop`, which turns
 * dropped File objects into handles that only main can resolve. `Method<'app.session'>` is `appSession`.
 */
export type Method<C extends string> = C extends `${infer Head}.${infer Tail}` ? `${Head}${Capitalize<Tail>}` : C;

export type Bridge = {
  readonly [C in Channel as Method<C>]: (request: Request<C>) => Promise<Result<Response<C>, IpcError>>;
} & {
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  drop(files: readonly unknown[]): Promise<Result<readonly Chosen[], IpcError>>;
};

export function methodName<C extends Channel>(channel: C): Method<C> {
  const [head, tail] = channel.split('.') as [string, string];
  return `${head}${tail.charAt(0).toUpperCase()}${tail.slice(1)}` as Method<C>;
}
