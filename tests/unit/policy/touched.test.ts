import { describe, expect, test } from 'vitest';
import type { GroupId } from '../../../src-shared/base/ids.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { overlap, touched } from '../../../src-shared/policy/query/touched.ts';
import { founded, withSetting } from '../../support/policy/state-builder.ts';

const base = founded();
const renamed = (state: PolicyState, name: string): PolicyState => {
  const owner = state.members.get(state.owner);
  if (owner === undefined) throw new Error('nobody');
  return { ...state, members: new Map(state.members).set(owner.id, { ...owner, name }) };
};
const withGroup = (state: PolicyState, scope: boolean, setBy = 1): PolicyState => {
  const id = 'night' as GroupId;
  return { ...state, groups: new Map(state.groups).set(id, { id, name: 'Night', permissions: {}, scope, setBy }) };
};
const places = (before: PolicyState, after: PolicyState): readonly string[] => [...touched(before, after)];

describe('the places that a change touches', () => {
  test('are none when only the entries that set things are others', () => {
    const again = { ...base, head: { seq: 9, hash: 'f'.repeat(64) }, at: base.at + 1 };
    expect(places(base, again)).toEqual([]);
    expect(places(withGroup(base, true, 1), withGroup(base, true, 7))).toEqual([]);
  });

  test('name the field of the member, the setting, and the thing that came or went', () => {
    expect(places(base, renamed(base, 'Ada'))).toEqual([`members/${base.owner}/name`]);
    expect(places(base, withSetting(base, 'security.leaseDays', 3))).toEqual([
      'organisation/settings/security.leaseDays',
    ]);
    expect(places(base, withGroup(base, true))).toEqual(['groups/night']);
    expect(places(withGroup(base, true), base)).toEqual(['groups/night']);
    expect(places(withGroup(base, true), withGroup(base, false))).toEqual(['groups/night/scope']);
  });

  test('overlap when one is the other or lies within it, and not when names merely begin alike', () => {
    const set = (...all: string[]): ReadonlySet<string> => new Set(all);
    expect(overlap(set('groups/night'), set('groups/night/scope'))).toBe(true);
    expect(overlap(set('groups/night/scope'), set('groups/night'))).toBe(true);
    expect(overlap(set('groups/night/scope'), set('groups/night/name'))).toBe(false);
    expect(overlap(set('groups/nightly'), set('groups/night'))).toBe(false);
    expect(overlap(set(), set('groups/night'))).toBe(false);
  });
});
