import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContactId, FolderId } from '../../../src-shared/base/ids.ts';
import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { isBound } from '../../../src-shared/policy/decide/constraints.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Resource } from '../../../src-shared/policy/decide/resource.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { rightsOf } from '../../../src-shared/policy/model/rights.ts';
import { CONSTRAINT_KEYS } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { diff } from '../../../src-shared/policy/query/diff.ts';
import { whoCan } from '../../../src-shared/policy/query/list.ts';
import { matrix } from '../../../src-shared/policy/query/matrix.ts';
import { type Dice, diceOf, SEED } from '../../support/policy/dice.ts';
import { accepted, anyOrganisation, history, play } from '../../support/policy/histories.ts';
import { idOf } from '../../support/policy/ids.ts';
import { NOW } from '../../support/policy/organisations.ts';

fc.configureGlobal({ seed: SEED });

/* P34: whatever lists answers, single checks answer the same. */

const anyPermission = fc.oneof(
  fc.constantFrom(...PERMISSIONS),
  // Those that a package or a person makes the most of.
  fc.constantFrom<Permission>('approval.approve', 'pkg.receive', 'pkg.send.private', 'org.pkg.view', 'user.state'),
);

function anyResource(dice: Dice, state: PolicyState): Resource {
  const members = [...state.members.keys()];
  const contact = dice.chance(1, 4) ? idOf<ContactId>('c', 99) : dice.pick([...state.contacts.keys()]);
  const folder = dice.chance(1, 4) ? idOf<FolderId>('f', 99) : dice.pick([...state.folders.keys()]);
  return dice.pick<Resource>([
    {
      type: 'package',
      author: dice.pick(members),
      recipients: dice.some(members, 1, 3),
      contributors: dice.some(members, 1, 6),
      audience: dice.pick(['public', 'internal', 'private'] as const),
      approvers: dice.some(members, 1, 4),
      keyHeld: dice.pick([true, false, null]),
    },
    { type: 'member', member: dice.pick(members) },
    { type: 'contact', contact: dice.chance(1, 3) ? 'own' : contact },
    { type: 'folder', folder },
  ]);
}

test('P34 whoever is listed for a permission, on a resource or on none, is who is allowed it', () => {
  let listed = 0;
  let refused = 0;
  fc.assert(
    fc.property(anyOrganisation, anyPermission, fc.nat(), (state, permission, seed) => {
      const compiled = CompiledPolicy.of(state);
      const resource = anyResource(diceOf(seed), state);
      for (const question of [{ at: NOW }, { at: NOW, resource }]) {
        const expected = [...state.members.keys()].filter((id) => decide(state, id, permission, question).allowed);
        const found = whoCan(compiled, permission, question);
        expect(found).toEqual(expected);
        listed += found.length;
        refused += state.members.size - found.length;
      }
    }),
    { numRuns: 1_500 },
  );
  expect(Math.min(listed, refused)).toBeGreaterThan(500);
});

test('P28 P34 what a resource changes is a last step of its own that cites an entry', () => {
  const reasons = new Set<string>();
  fc.assert(
    fc.property(anyOrganisation, anyPermission, fc.nat(), (state, permission, seed) => {
      const resource = anyResource(diceOf(seed), state);
      for (const id of state.members.keys()) {
        const plain = decide(state, id, permission, { at: NOW });
        const asked = decide(state, id, permission, { at: NOW, resource });
        // A resource never allows what is not held.
        if (asked.allowed) expect(plain.allowed).toBe(true);
        const last = asked.steps.at(-1);
        if (asked.allowed !== plain.allowed) expect(['resource', 'key']).toContain(last?.layer);
        for (const { entry } of asked.steps) expect(entry >= 0 && entry <= state.head.seq).toBe(true);
        if (last !== undefined && ['resource', 'key'].includes(last.layer)) reasons.add(last.reason);
      }
    }),
    // Of one seed: which reasons are reached is a matter of luck.
    { numRuns: 3_000, seed: 1 },
  );
  for (const reason of [
    ...['ownPackage', 'notAuthor', 'ownApproval', 'recipient', 'notRecipient', 'preferredApprover'],
    ...['notPreferredApprover', 'inScope', 'outOfScope', 'audienceIncludes', 'audienceExcludes', 'keyHeld'],
    ...['keyMissing', 'folderGranted', 'folderNotGranted', 'targetCannotReceive', 'limitedToExternal'],
  ]) {
    expect(reasons, reason).toContain(reason);
  }
});

test('P34 the table of members by permissions says what the masks say', () => {
  fc.assert(
    fc.property(anyOrganisation, (state) => {
      const compiled = CompiledPolicy.of(state);
      const rows = matrix(compiled, NOW);
      expect(rows.map(({ member }) => member)).toEqual([...state.members.keys()]);
      for (const { member, rights } of rows) {
        const found = state.members.get(member);
        if (found === undefined) throw new RangeError(member);
        expect(rights).toEqual(rightsOf(state, found, NOW));
      }
    }),
    { numRuns: 200 },
  );
});

test('P34 the difference of two states is what single checks by both tell', () => {
  let differences = 0;
  fc.assert(
    fc.property(history(), (tried) => {
      const steps = accepted(play(tried));
      const [first, last] = [steps[0]?.before, steps.at(-1)?.after];
      if (first === undefined || last === undefined) return;
      const at = last.at;
      const found = new Map(diff(first, last, at).map((difference) => [difference.member, difference]));
      differences += found.size;
      for (const id of last.members.keys()) {
        const allowed = (state: PolicyState) =>
          PERMISSIONS.filter((permission) => decide(state, id, permission, { at }).allowed);
        const [before, after] = [allowed(first), allowed(last)];
        const difference = found.get(id);
        const lists = (one: readonly unknown[] | undefined) => [...(one ?? [])];
        expect(lists(difference?.gained)).toEqual(after.filter((one) => !before.includes(one)));
        expect(lists(difference?.lost)).toEqual(before.filter((one) => !after.includes(one)));
        for (const setting of CONSTRAINT_KEYS) {
          const was = !isBound(first, id, setting, { at }).allowed;
          const is = !isBound(last, id, setting, { at }).allowed;
          expect(difference?.bound.includes(setting) ?? false).toBe(is && !was);
          expect(difference?.freed.includes(setting) ?? false).toBe(was && !is);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(differences).toBeGreaterThan(50);
});
