import { describe, expect, test } from 'vitest';
import {
  ALL,
  EMPTY,
  has,
  intersection,
  isEmpty,
  isWithin,
  MASK_BITS,
  maskOf,
  minus,
  permissionsIn,
  union,
} from '../../../src-shared/policy/model/mask.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { FALLS } from '../../../src-shared/policy/model/unmet.ts';

describe('masks of permissions', () => {
  test('have a bit for each permission', () => {
    expect(
      PERMISSIONS.length,
      `A mask is two words of 32 bits: permission ${MASK_BITS + 1} needs a third in model/mask.ts, and in everything ` +
        'that names `lo` and `hi`: model/rights.ts, model/unmet.ts, compile/*.ts.',
    ).toBeLessThanOrEqual(MASK_BITS);
    expect(new Set(PERMISSIONS.map((permission) => `${maskOf([permission]).lo},${maskOf([permission]).hi}`)).size).toBe(
      PERMISSIONS.length,
    );
    expect(FALLS.length).toBe((MASK_BITS / 8) * 256 * 2);
  });

  test('hold what is put in, in order, at the ends of each word too', () => {
    for (const index of [0, 1, 30, 31, 32, 33, 62, 63]) {
      const permission = PERMISSIONS[index];
      if (permission === undefined) continue;
      const mask = maskOf([permission]);
      expect(permissionsIn(mask)).toEqual([permission]);
      expect(PERMISSIONS.filter((one) => has(mask, one))).toEqual([permission]);
      expect(permissionsIn(minus(ALL, mask))).toEqual(PERMISSIONS.filter((one) => one !== permission));
    }
    expect(permissionsIn(ALL)).toEqual(PERMISSIONS);
    expect(isEmpty(EMPTY)).toBe(true);
  });

  test('are sets', () => {
    const [a, b] = [
      PERMISSIONS.filter((_, index) => index % 2 === 0),
      PERMISSIONS.filter((_, index) => index % 3 === 0),
    ];
    const inBoth = (one: Permission) => a.includes(one) && b.includes(one);
    expect(permissionsIn(intersection(maskOf(a), maskOf(b)))).toEqual(PERMISSIONS.filter(inBoth));
    expect(permissionsIn(union(maskOf(a), maskOf(b)))).toEqual(
      PERMISSIONS.filter((one) => a.includes(one) || b.includes(one)),
    );
    expect(isWithin(maskOf(a), ALL)).toBe(true);
    expect(isWithin(ALL, maskOf(a))).toBe(false);
  });
});
