import { indexOf, kindOf, PERMISSIONS, type Permission, type PermissionKind } from './permissions.ts';

/** A set of permissions as bits, in the order of `PERMISSIONS`: the first 32 in `lo`, the others in `hi`; both int32. */
export interface Mask {
  readonly lo: number;
  readonly hi: number;
}

/** How many permissions there can be. */
export const MASK_BITS = 64;

export const EMPTY: Mask = { lo: 0, hi: 0 };

export function maskOf(permissions: Iterable<Permission>): Mask {
  let lo = 0;
  let hi = 0;
  for (const permission of permissions) {
    const index = indexOf(permission);
    if (index < 32) lo |= 1 << index;
    else hi |= 1 << (index - 32);
  }
  return { lo, hi };
}

export const ALL: Mask = maskOf(PERMISSIONS);

const ofKind = (kind: PermissionKind): Mask => maskOf(PERMISSIONS.filter((permission) => kindOf(permission) === kind));
export const KIND_MASKS: Readonly<Record<PermissionKind, Mask>> = {
  use: ofKind('use'),
  governance: ofKind('governance'),
  delegated: ofKind('delegated'),
  exemption: ofKind('exemption'),
};
/** Everything but use: what giving a role, inviting and resetting a password are measured by. */
export const POWERS: Mask = minus(ALL, KIND_MASKS.use);

export function has({ lo, hi }: Mask, permission: Permission): boolean {
  const index = indexOf(permission);
  return ((index < 32 ? lo >>> index : hi >>> (index - 32)) & 1) === 1;
}

export function union(a: Mask, b: Mask): Mask {
  return { lo: a.lo | b.lo, hi: a.hi | b.hi };
}

export function intersection(a: Mask, b: Mask): Mask {
  return { lo: a.lo & b.lo, hi: a.hi & b.hi };
}

export function minus(a: Mask, b: Mask): Mask {
  return { lo: a.lo & ~b.lo, hi: a.hi & ~b.hi };
}

export function isEmpty({ lo, hi }: Mask): boolean {
  return lo === 0 && hi === 0;
}

export function isWithin(a: Mask, b: Mask): boolean {
  return isEmpty(minus(a, b));
}

/** In the order of `PERMISSIONS`. */
export function permissionsIn({ lo, hi }: Mask): readonly Permission[] {
  const found: Permission[] = [];
  for (let bits = lo; bits !== 0; bits &= bits - 1) add(found, 31 - Math.clz32(bits & -bits));
  for (let bits = hi; bits !== 0; bits &= bits - 1) add(found, 63 - Math.clz32(bits & -bits));
  return found;
}

function add(to: Permission[], index: number): void {
  const permission = PERMISSIONS[index];
  if (permission !== undefined) to.push(permission);
}
