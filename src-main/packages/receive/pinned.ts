import type { Device, Pin } from '../../../src-shared/policy/model/entities.ts';

/**
 * What the pins of a device say of a package: `beyond` what its feed had come to when the sender lost rights, under a
 * policy head of before that; or `before` it, by the pin given, which then shows that it was sent in time; or nothing.
 */
export type PinVerdict =
  | { readonly kind: 'beyond' }
  | { readonly kind: 'before'; readonly pin: Pin }
  | { readonly kind: 'unpinned' };

/**
 * @param place of the package in the device's feed
 * @param head sequence number of the policy head that the package names
 */
export function pinVerdict({ pins }: Pick<Device, 'pins'>, place: number, head: number): PinVerdict {
  // SECURITY: S26, property 12. A later head is judged by what it says itself; an earlier one is what somebody would
  // name who has lost their rights since.
  const later = pins.filter(({ setBy }) => head < setBy);
  if (later.some(({ seq }) => place > seq)) return { kind: 'beyond' };
  const [first] = later.toSorted((a, b) => a.setBy - b.setBy);
  return first === undefined ? { kind: 'unpinned' } : { kind: 'before', pin: first };
}
