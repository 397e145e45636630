import { fromHex, hex } from '../../../src-shared/base/bytes.ts';
import type { DeviceId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { Action, ActionOf } from '../../../src-shared/policy/action/action.ts';
import { type Demotion, devicesToPin, type PinnedAction } from '../../../src-shared/policy/apply/devices-to-pin.ts';
import type { Device } from '../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { FEED_ENTRY_BYTES, FEED_START } from '../../../src-shared/protocol/package-feed.ts';
import type { Crypto } from '../../crypto/port.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
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
const SEQ_DIGITS = 10;

/** The newest places of a feed that are looked at one by one, though nothing is there that the device signed. */
const LOOKED_AT = 32;

/**
 * The newest entry of the device's feed that the hub shows and the device signed. A hub that hides the newest ones makes
 * recipients refuse what they are about; it cannot make them accept anything.
 *
 * SECURITY: S21. Whoever can write to the hub can put any number of objects behind the newest entry, so that shutting them
 * out would wait for all of these: then the newest is found by halving, since a feed has no gaps.
 */
export async function feedPin({ hub, crypto }: PinPorts, device: Device): Promise<Result<FeedPin, HubError>> {
  const keys: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await hub.list(feedKeys.all(device.id), { limit: LIST_PAGE, ...(after !== undefined && { after }) });
    if (!page.ok) return page;
    keys.push(...page.value.keys.filter((key) => feedKeys.entry(device.id, Number(key.slice(-SEQ_DIGITS))) === key));
    const last = page.value.keys.at(-1);
    if (!page.value.more || last === undefined || (after !== undefined && last <= after)) break;
    after = last;
  }
  const publicKey = fromHex(device.publicKey) ?? new Uint8Array();

  /** null: what is there the device did not sign for that place, and so may be anybody's. */
  async function signedAt(index: number): Promise<Result<FeedPin | null, HubError>> {
    const key = keys[index];
    if (key === undefined) return ok(null);
    const got = await hub.get(key, { maxBytes: FEED_ENTRY_BYTES });
    if (!got.ok && !isOfOneObject(got.error)) return got;
    const bytes = got.ok ? got.value : null;
    const entry = bytes === null ? null : (readFeedEntry(crypto, bytes, publicKey)?.entry ?? null);
    if (bytes === null || entry === null || entry.device !== device.id) return ok(null);
    if (feedKeys.entry(device.id, entry.seq) !== key) return ok(null);
    return ok({ device: device.id, seq: entry.seq, hash: hex(crypto.hash(bytes)) });
  }

  let high = keys.length;
  for (let looked = 0; looked < LOOKED_AT && high > 0; looked += 1) {
    high -= 1;
    const pin = await signedAt(high);
    if (!pin.ok) return pin;
    if (pin.value !== null) return ok(pin.value);
  }
  let newest: FeedPin = { device: device.id, seq: -1, hash: FEED_START };
  for (let low = 0; low < high; ) {
    const middle = (low + high) >>> 1;
    const pin = await signedAt(middle);
    if (!pin.ok) return pin;
    if (pin.value === null) high = middle;
    else {
      newest = pin.value;
      low = middle + 1;
    }
  }
  return ok(newest);
}

/** What is proposed, pins aside; each of them is given at every approval anew. */
export interface Proposed extends Omit<ActionOf<'proposal.open'>, 'actions'> {
  readonly actions: readonly Change[];
}
type Unpinned<A> = A extends PinnedAction | { type: 'device.revoke' | 'proposal.open' } ? never : A;
/** A change as a person asks for it: without the pins that the log wants with it. */
export type Change =
  | Unpinned<Action>
  | Demotion
  | Proposed
  | { readonly type: 'device.revoke'; readonly device: DeviceId };

export const PINNED: Readonly<Record<PinnedAction['type'], true>> = {
  'member.disable': true,
  'member.lock': true,
  'member.remove': true,
  'member.roles': true,
  'member.class': true,
  'member.groups': true,
  'member.override': true,
  'member.limits': true,
  'owner.accept': true,
  'proposal.approve': true,
};
const isDemotion = (change: Change): change is Demotion => Object.hasOwn(PINNED, change.type);

/** Puts the pins in, as the hub shows the feeds now. */
export async function withPins(
  ports: PinPorts,
  state: PolicyState,
  changes: readonly Change[],
): Promise<Result<readonly Action[], HubError>> {
  const known = new Map<DeviceId, FeedPin>();

  async function pinOf(id: DeviceId): Promise<Result<FeedPin, HubError>> {
    const read = known.get(id);
    if (read !== undefined) return ok(read);
    const device = state.devices.get(id);
    const pin = device === undefined ? ok({ device: id, seq: -1, hash: FEED_START }) : await feedPin(ports, device);
    if (pin.ok) known.set(id, pin.value);
    return pin;
  }

  async function pinned(change: Change): Promise<Result<Action, HubError>> {
    if (change.type === 'device.revoke') {
      const pin = await pinOf(change.device);
      return pin.ok ? ok({ type: 'device.revoke', pin: pin.value }) : pin;
    }
    if (change.type === 'proposal.open') {
      const actions = await all(change.actions);
      return actions.ok ? ok({ ...change, actions: actions.value }) : actions;
    }
    if (!isDemotion(change)) return ok(change);
    const pins: FeedPin[] = [];
    for (const id of devicesToPin(state, change)) {
      const pin = await pinOf(id);
      if (!pin.ok) return pin;
      pins.push(pin.value);
    }
    return ok({ ...change, pins } as PinnedAction);
  }

  async function all(list: readonly Change[]): Promise<Result<readonly Action[], HubError>> {
    const actions: Action[] = [];
    for (const change of list) {
      const action = await pinned(change);
      if (!action.ok) return action;
      actions.push(action.value);
    }
    return ok(actions);
  }

  return all(changes);
}
