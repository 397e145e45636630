import type { z } from 'zod';
import type { pinSchema } from '../action/fields.ts';
import type { Device, Member, Pin } from '../model/entities.ts';
import type { Laws } from '../model/laws.ts';
import { isWithin } from '../model/mask.ts';
import { potential } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { EntryProblem } from './problems.ts';
import { putMember } from './put-member.ts';

/*
 * Whoever loses rights could go on under a head of before. So whatever takes rights from a member also says how far the
 * feeds of their devices had come (Pin).
 */

export type NewPin = z.output<typeof pinSchema>;

/** Puts the member as they are after the change; pins are asked for where they lose a right that they could use. */
export function demote(
  draft: StateDraft,
  before: Member,
  after: Member,
  pins: readonly NewPin[],
  { seq, laws }: { readonly seq: number; readonly laws: Laws },
): EntryProblem | null {
  const loses = before.status === 'active' && (after.status !== 'active' || losesRights(draft, before, after, laws));
  return pinDevices(draft, before, pins, loses, seq) ?? putMember(draft, after);
}

function losesRights(state: PolicyState, before: Member, after: Member, laws: Laws): boolean {
  const [held, left] = [potential(state, before, laws), potential(state, after, laws)];
  return !isWithin(held.some, left.some) || !isWithin(held.full, left.full);
}

function pinDevices(
  draft: StateDraft,
  member: Member,
  pins: readonly NewPin[],
  needed: boolean,
  seq: number,
): EntryProblem | null {
  const devices = draft.devicesOf(member.id);
  const byDevice = new Map(pins.map((pin) => [pin.device, pin]));
  if (byDevice.size < pins.length) return 'pinUnknown';
  if (pins.some(({ device }) => devices.every(({ id }) => id !== device))) return 'pinUnknown';
  if (needed && devices.some(({ id, revoked }) => !revoked && !byDevice.has(id))) return 'pinMissing';
  for (const device of devices) {
    const pin = byDevice.get(device.id);
    if (pin !== undefined) draft.putDevice(pinned(device, pin, seq));
  }
  return null;
}

export function pinned(device: Device, { seq: reached, hash }: NewPin, setBy: number): Device {
  const pin: Pin = { seq: reached, hash, setBy };
  return { ...device, pins: [...device.pins.filter(({ seq }) => seq < reached), pin] };
}
