import type { z } from 'zod';
import type { Action } from '../action/action.ts';
import { addressesMore } from '../authorise/reach.ts';
import type { Device, Member, Pin } from '../model/entities.ts';
import type { pinSchema } from '../model/fields.ts';
import type { Laws } from '../model/laws.ts';
import { has, intersection, isEmpty, isWithin, KIND_MASKS } from '../model/mask.ts';
import { potential, type Rights } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { EntryProblem } from './problems.ts';
import { putMember } from './put-member.ts';

/*
 * Whoever loses rights could go on under a head of before. So whatever takes rights from one member also says how far the
 * feeds of their devices had come (Pin): what was sent before still counts, what is signed later never does. What takes
 * them from many at once, an edit of a role, group, class or setting, pins nobody (docs/adr/0028).
 */

export type NewPin = z.output<typeof pinSchema>;

/**
 * Puts the member as they are after the change; pins are asked for, and set, where they lose a right that they could use.
 * @param held what they held before, where the draft has changed since
 */
export function demote(
  draft: StateDraft,
  before: Member,
  after: Member,
  pins: readonly NewPin[],
  { seq, laws }: { readonly seq: number; readonly laws: Laws },
  held: Rights = potential(draft, before, laws),
): EntryProblem | null {
  const loses =
    before.status === 'active' &&
    (after.status !== 'active' || losesRights(draft, held, after, laws) || losesReach(draft, before, after, held));
  return pinDevices(draft, before, pins, loses, seq) ?? putMember(draft, after);
}

function losesRights(state: PolicyState, held: Rights, after: Member, laws: Laws): boolean {
  const left = potential(state, after, laws);
  return !isWithin(held.some, left.some) || !isWithin(held.full, left.full);
}

/** The same rights over fewer departments, or to send to fewer. */
function losesReach({ classes }: PolicyState, before: Member, after: Member, { some }: Rights): boolean {
  const left: readonly string[] | null = after.limits.scopes;
  const fewer = left !== null && (before.limits.scopes?.some((group) => !left.includes(group)) ?? true);
  if (fewer && !isEmpty(intersection(some, KIND_MASKS.governance))) return true;
  const [one, other] = [classes.get(before.class)?.audience, classes.get(after.class)?.audience];
  return has(some, 'pkg.send') && one !== undefined && other !== undefined && addressesMore(one, other);
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
  // Where nothing is lost a pin would only refuse what is just being sent.
  if (!needed) return null;
  if (devices.some(({ id, revoked }) => !revoked && !byDevice.has(id))) return 'pinMissing';
  for (const device of devices) {
    const pin = byDevice.get(device.id);
    if (pin !== undefined) draft.putDevice(pinned(device, pin, seq));
  }
  return null;
}

/** Of two pins by one entry the one that reaches less far says it all. */
export function pinned(device: Device, { seq: reached, hash }: NewPin, setBy: number): Device {
  if (device.pins.some((pin) => pin.setBy === setBy && pin.seq <= reached)) return device;
  const pin: Pin = { seq: reached, hash, setBy };
  return { ...device, pins: [...device.pins.filter(({ seq }) => seq < reached), pin] };
}

/**
 * What was proposed, with the pins of the one who agrees now in place of those it was opened with: feeds went on meanwhile.
 * @returns a problem when a pin is for no device of anybody whom it is about, or there is none for a device to be revoked
 */
export function repinned(
  state: PolicyState,
  actions: readonly Action[],
  pins: readonly NewPin[],
): readonly Action[] | 'pinUnknown' | 'pinMissing' {
  const fresh = new Map(pins.map((pin) => [pin.device, pin]));
  const unused = new Set(fresh.keys());
  if (fresh.size < pins.length) return 'pinUnknown';
  const after: Action[] = [];
  for (const action of actions) {
    if (action.type === 'device.revoke') {
      const pin = fresh.get(action.pin.device);
      if (pin === undefined) return 'pinMissing';
      unused.delete(pin.device);
      after.push({ ...action, pin });
    } else if ('pins' in action && 'member' in action) {
      const own = pins.filter(({ device }) => state.devices.get(device)?.member === action.member);
      for (const { device } of own) unused.delete(device);
      after.push({ ...action, pins: own });
    } else after.push(action);
  }
  return unused.size > 0 ? 'pinUnknown' : after;
}
