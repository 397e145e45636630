import { fromHex, hex } from '../../../src-shared/base/bytes.ts';
import type { DeviceId, MemberId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { Device } from '../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { FEED_ENTRY_BYTES, FEED_START } from '../../../src-shared/protocol/package-feed.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { readFeedEntry } from '../../packages/feed/entry.ts';
import { feedKeys } from '../../packages/keys.ts';

/** How far a device's feed had come: what lies beyond is refused, unless it was sent under a later policy head. */
export interface FeedPin {
  readonly device: DeviceId;
  readonly seq: number;
  readonly hash: string;
}

export interface PinPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
}

const LIST_PAGE = 10_000;

/**
 * The newest entry of the device's feed that the hub shows and the device signed. A hub that hides the newest ones makes
 * recipients refuse what they are about; it cannot make them accept anything.
 */
export async function feedPin({ hub, crypto }: PinPorts, device: Device): Promise<Result<FeedPin, HubError>> {
  const keys: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await hub.list(feedKeys.all(device.id), { limit: LIST_PAGE, ...(after !== undefined && { after }) });
    if (!page.ok) return page;
    keys.push(...page.value.keys);
    const last = page.value.keys.at(-1);
    if (!page.value.more || last === undefined || (after !== undefined && last <= after)) break;
    after = last;
  }
  const publicKey = fromHex(device.publicKey) ?? new Uint8Array();
  for (const key of keys.reverse()) {
    const got = await hub.get(key, { maxBytes: FEED_ENTRY_BYTES });
    if (!got.ok && got.error.code !== 'hub.tooLarge') return got;
    const bytes = got.ok ? got.value : null;
    const stored = bytes === null ? null : readFeedEntry(crypto, bytes, publicKey);
    // What the device did not sign for that place may be anybody's.
    if (bytes === null || stored === null || feedKeys.entry(device.id, stored.entry.seq) !== key) continue;
    if (stored.entry.device !== device.id) continue;
    return ok({ device: device.id, seq: stored.entry.seq, hash: hex(crypto.hash(bytes)) });
  }
  return ok({ device: device.id, seq: -1, hash: FEED_START });
}

/** Of every device that the member can still use. */
export async function pinsOf(
  ports: PinPorts,
  state: PolicyState,
  member: MemberId,
): Promise<Result<readonly FeedPin[], HubError>> {
  const pins: FeedPin[] = [];
  for (const device of state.devices.values()) {
    if (device.member !== member || device.revoked) continue;
    const pin = await feedPin(ports, device);
    if (!pin.ok) return pin;
    pins.push(pin.value);
  }
  return ok(pins);
}

type Pinned = Extract<Action, { pins: unknown }>;
type Unpinned<A> = A extends Pinned ? Omit<A, 'pins'> : A extends { type: 'device.revoke' } ? never : A;
/** A change as a person asks for it: without the pins that the log wants with it. */
export type Change = Unpinned<Action> | { readonly type: 'device.revoke'; readonly device: DeviceId };

export const PINNED: Readonly<Record<Pinned['type'], true>> = {
  'member.disable': true,
  'member.lock': true,
  'member.remove': true,
  'member.roles': true,
  'member.class': true,
  'member.override': true,
  'member.limits': true,
};
const isPinned = (change: Change): change is Omit<Pinned, 'pins'> & Change => Object.hasOwn(PINNED, change.type);

/** Puts the pins in, as the hub shows the feeds now. */
export async function withPins(
  ports: PinPorts,
  state: PolicyState,
  changes: readonly Change[],
): Promise<Result<readonly Action[], HubError>> {
  const actions: Action[] = [];
  const known = new Map<MemberId, readonly FeedPin[]>();
  for (const change of changes) {
    if (change.type === 'device.revoke') {
      const device = state.devices.get(change.device);
      const absent = { device: change.device, seq: -1, hash: FEED_START };
      const pin = device === undefined ? ok(absent) : await feedPin(ports, device);
      if (!pin.ok) return pin;
      actions.push({ type: 'device.revoke', pin: pin.value });
    } else if (isPinned(change)) {
      const pins = known.has(change.member)
        ? ok(known.get(change.member) ?? [])
        : await pinsOf(ports, state, change.member);
      if (!pins.ok) return pins;
      known.set(change.member, pins.value);
      actions.push({ ...change, pins: pins.value } as Pinned);
    } else actions.push(change as Action);
  }
  return ok(actions);
}
