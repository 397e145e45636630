import { z } from 'zod';
import { err, ok, type Result } from '../../base/result.ts';
import { type PlainShape, plainShape } from '../../protocol/plain-shape.ts';
import { MEMBER_ACTIONS } from './members.ts';
import { ORGANISATION_ACTIONS } from './organisation.ts';

/*
 * Everything that an entry can do. A type that is not in the table stops the log, so that an older client never goes on
 * with half of the truth.
 */

export const ACTIONS = { ...MEMBER_ACTIONS, ...ORGANISATION_ACTIONS } as const;

export type ActionType = keyof typeof ACTIONS;
export type ActionOf<T extends ActionType> = DeepReadonly<z.output<(typeof ACTIONS)[T]>>;
export type Action = { [T in ActionType]: ActionOf<T> }[ActionType];

type DeepReadonly<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly DeepReadonly<Item>[]
      : { readonly [K in keyof T]: DeepReadonly<T[K]> };

const typedSchema = z.looseObject({ type: z.string().max(64) });

const plain = new Map<unknown, PlainShape>(Object.entries(ACTIONS).map(([type, schema]) => [type, plainShape(schema)]));

export type ActionError = { readonly code: 'action.unknown' | 'action.malformed' };

/** `action.unknown`: a type of a later version, or of nobody. */
export function parseAction(value: unknown): Result<Action, ActionError> {
  // A log is read twice as fast when what is plainly right is not taken apart and put together again.
  const { type } = Object(value) as { readonly type?: unknown };
  if (plain.get(type)?.(value) === true) return ok(value as Action);
  const typed = typedSchema.safeParse(value);
  if (!typed.success) return err({ code: 'action.malformed' });
  if (!Object.hasOwn(ACTIONS, typed.data.type)) return err({ code: 'action.unknown' });
  const action = ACTIONS[typed.data.type as ActionType].safeParse(value);
  return action.success ? ok(action.data) : err({ code: 'action.malformed' });
}
