import { z } from 'zod';
import type { DeviceId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { parseAction } from '../../../src-shared/policy/action/action.ts';
import { ACTIONS_MAX } from '../../../src-shared/protocol/policy-entry.ts';
import { idSchema } from '../../../src-shared/protocol/schema.ts';
import { type Change, PINNED } from './pins.ts';

export interface ChangeError {
  readonly code: 'change.malformed' | 'change.unknown';
  /** Which of them, from 0; -1: it is no list of changes. */
  readonly index: number;
}

const listSchema = z
  .array(z.looseObject({ type: z.string().max(64) }))
  .min(1)
  .max(ACTIONS_MAX);
const revokeSchema = z.strictObject({ type: z.literal('device.revoke'), device: idSchema<DeviceId>() });

/** Changes as a person writes them: actions without the pins that the log wants with them. */
export function parseChanges(value: unknown): Result<readonly Change[], ChangeError> {
  const list = listSchema.safeParse(value);
  if (!list.success) return err({ code: 'change.malformed', index: -1 });
  const changes: Change[] = [];
  for (const [index, each] of list.data.entries()) {
    const change = parseChange(each);
    if (typeof change === 'string') return err({ code: change, index });
    changes.push(change);
  }
  return ok(changes);
}

function parseChange(value: { readonly type: string }): Change | ChangeError['code'] {
  if (value.type === 'device.revoke') {
    const revoke = revokeSchema.safeParse(value);
    return revoke.success ? revoke.data : 'change.malformed';
  }
  const pinned = Object.hasOwn(PINNED, value.type);
  if (pinned && Object.hasOwn(value, 'pins')) return 'change.malformed';
  const action = parseAction(pinned ? { ...value, pins: [] } : value);
  if (!action.ok) return action.error.code === 'action.unknown' ? 'change.unknown' : 'change.malformed';
  if (action.value.type === 'proposal.open') {
    const actions = parseChanges(action.value.actions);
    return actions.ok ? { ...action.value, actions: actions.value } : actions.error.code;
  }
  if (!('pins' in action.value)) return action.value as Change;
  const { pins: _, ...change } = action.value;
  return change as Change;
}
