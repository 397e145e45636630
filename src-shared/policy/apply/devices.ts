import { keyClaim } from '../model/claims.ts';
import { DEVICES_MAX } from '../model/fields.ts';
import type { Handlers } from './acting.ts';
import { pinned } from './pins.ts';
import { present } from './put-member.ts';

/** Revoked ones too, which stay for good: whoever may do nothing else may add and revoke devices. */
export const DEVICES_EVER = 1_000;

export const DEVICE_HANDLERS = {
  'device.add': (draft, { author, seq }, { device: id, publicKey, certificate }) => {
    const member = present(draft, author);
    if (typeof member === 'string') return member;
    if (draft.devices.has(id)) return 'deviceExists';
    if (draft.taken.has(keyClaim(publicKey))) return 'keyReused';
    const devices = draft.devicesOf(author);
    const inUse = devices.filter(({ revoked }) => !revoked).length;
    if (inUse >= DEVICES_MAX || devices.length >= DEVICES_EVER) return 'devicesTooMany';
    draft.take(keyClaim(publicKey), author);
    draft.putDevice({ id, member: author, publicKey, certificate, revoked: false, pins: [], setBy: seq });
    return null;
  },
  'device.revoke': (draft, { seq }, { pin }) => {
    const device = draft.devices.get(pin.device);
    if (device === undefined) return 'deviceUnknown';
    if (device.revoked) return 'deviceRevoked';
    draft.putDevice({ ...pinned(device, pin, seq), revoked: true, setBy: seq });
    return null;
  },
} as const satisfies Partial<Handlers>;
