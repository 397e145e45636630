import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTIONS, parseAction } from '../../../src-shared/policy/action/action.ts';
import { apply, applyTo } from '../../../src-shared/policy/apply/apply.ts';
import { authorise } from '../../../src-shared/policy/authorise/authorise.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import { inconsistencyOf } from '../../../src-shared/policy/model/consistency.ts';
import {
  has,
  intersection,
  isEmpty,
  isWithin,
  KIND_MASKS,
  minus,
  POWERS,
  union,
} from '../../../src-shared/policy/model/mask.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import { potential, rankOf, rightsOf, underlying } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { parseState, stateChunks } from '../../../src-shared/policy/model/state-text.ts';
import { ownersOf } from '../../support/policy/coalition.ts';
import { diceOf, SEED } from '../../support/policy/dice.ts';
import { type Accepted, type Attempt, accepted, type History, history, play } from '../../support/policy/histories.ts';
import { organisation } from '../../support/policy/organisations.ts';
import { council, VOTING } from '../../support/policy/starts.ts';

fc.configureGlobal({ seed: SEED });

/* What holds after every entry of random and adversarial histories. Refused entries leave the state as it was. */

const RUNS = { numRuns: 150 };

const startOf = ({ seed }: History): PolicyState => organisation(diceOf(seed));
const endOf = (tried: History, attempts: readonly Attempt[]): PolicyState =>
  accepted(attempts).at(-1)?.after ?? startOf(tried);

const holds = (check: (attempts: readonly Attempt[], tried: History) => void, runs: fc.Parameters<[History]> = RUNS) =>
  fc.assert(
    fc.property(history(), (tried) => check(play(tried), tried)),
    runs,
  );
const holdsOfEach = (check: (step: Accepted) => void) =>
  holds((attempts) => {
    for (const step of accepted(attempts)) check(step);
  });

test('the histories try every kind of action, and see every kind accepted and most kinds of refusal', () => {
  const tried = new Set<string>();
  const done = new Set<string>();
  const refused = new Set<string>();
  const note = (attempts: readonly Attempt[]) => {
    for (const { entry, outcome } of attempts) {
      for (const { type } of entry.actions) {
        tried.add(type);
        if (outcome.ok) done.add(type);
      }
      if (!outcome.ok) refused.add(outcome.error.detail);
    }
  };
  // Of one seed: which kinds are reached is a matter of luck, not of the policy.
  holds(note, { numRuns: 400, seed: 1 });
  fc.assert(
    fc.property(history(), (tried) => note(play(tried, { first: council(diceOf(tried.seed)).state, weights: VOTING }))),
    { numRuns: 50, seed: 1 },
  );
  expect([...tried].toSorted()).toEqual(Object.keys(ACTIONS).toSorted());
  expect(Object.keys(ACTIONS).filter((type) => !done.has(type))).toEqual([]);
  for (const detail of [
    ...['sequence', 'chain', 'backdated', 'device', 'emailTaken', 'invitationReused', 'invitationReplaced'],
    ...['invitationExpired', 'keyReused', 'mailboxTaken', 'notInvited', 'targetIsSelf', 'targetIsOwner'],
    ...['targetOutranks', 'grantExceeds', 'governanceExceeds', 'delegateOnly', 'ownerOnly', 'roleOutranks'],
    ...['roleIsUnique', 'roleIsOwners', 'groupHoldsHigher', 'outOfScope', 'thresholdNeeded', 'modeOfGovernance'],
    ...['noLicence', 'persistent', 'approvedAlready', 'notOffered', 'disabled', 'expired', 'mustChoosePassword'],
  ]) {
    expect(refused, detail).toContain(detail);
  }
});

test('every random action that is meant to be well-formed is one that a reader of the log would take', () => {
  let read = 0;
  holds(
    (attempts) => {
      for (const { entry, outcome } of attempts) {
        if (!outcome.ok) continue;
        for (const action of entry.actions) {
          read += 1;
          expect(parseAction(JSON.parse(JSON.stringify(action)))).toEqual({ ok: true, value: action });
        }
      }
    },
    { numRuns: 40 },
  );
  expect(read).toBeGreaterThan(100);
});

test('P1 there is exactly one owner after every entry, who is active and holds no other role', () => {
  holdsOfEach(({ after }) => {
    const owners = ownersOf(after);
    expect(owners.map(({ id }) => id)).toEqual([after.owner]);
    expect(owners[0]?.status).toBe('active');
    expect(owners[0]?.roles.length).toBe(1);
  });
});

test('P2 the owner changes only when the one whom the owner offered it accepts that very offer', () => {
  let transfers = 0;
  holdsOfEach(({ before, entry, after }) => {
    if (after.owner === before.owner) return;
    transfers += 1;
    // An offer and its acceptance never share an entry: they have two authors.
    expect(before.transfer?.to).toBe(after.owner);
    expect(entry.author).toBe(after.owner);
    const offers = entry.actions.flatMap((action) => (action.type === 'owner.accept' ? [action.offer] : []));
    expect(offers).toEqual([before.transfer?.setBy]);
    expect(after.transfer).toBeNull();
  });
  expect(transfers).toBeGreaterThan(0);
});

test('P2 an offer is the owner’s, or was agreed to as the owner’s proposal', () => {
  let offers = 0;
  holdsOfEach(({ before, entry, after }) => {
    if (after.transfer === null || after.transfer === before.transfer) return;
    offers += 1;
    const approved = entry.actions.flatMap((action) =>
      action.type === 'proposal.approve' ? (before.proposals.get(action.proposal)?.by ?? []) : [],
    );
    expect([entry.author, ...approved]).toContain(before.owner);
  });
  expect(offers).toBeGreaterThan(3);
});

test('P3 without the owner nobody demotes, disables, locks, resets, limits or removes them', () => {
  holdsOfEach(({ before, entry, after }) => {
    const transferred = after.owner !== before.owner;
    if (entry.author === before.owner || transferred) return;
    const [last, next] = [before.members.get(before.owner), after.members.get(before.owner)];
    for (const field of ['status', 'roles', 'class', 'limits', 'expiresAt', 'resetBy', 'origin'] as const) {
      expect(next?.[field], field).toEqual(last?.[field]);
    }
    if (last === undefined || next === undefined) return;
    expect(isWithin(underlying(before, last).full, underlying(after, next).full)).toBe(true);
  });
});

test('P4 the owner holds all governance and all delegated permissions after every entry', () => {
  const always = union(KIND_MASKS.governance, KIND_MASKS.delegated);
  holdsOfEach(({ after }) => {
    const owner = after.members.get(after.owner);
    expect(owner !== undefined && isWithin(always, rightsOf(after, owner, after.at).full)).toBe(true);
  });
});

test('P6 nobody who outranks the author of an entry has less governance after it', () => {
  let above = 0;
  holdsOfEach(({ before, entry, after }) => {
    const author = before.members.get(entry.author);
    if (author === undefined || after.owner !== before.owner) return;
    // What others proposed takes effect in the entry of the last one who approves.
    if (entry.actions.some(({ type }) => type === 'proposal.approve')) return;
    const own = rankOf(before, author);
    for (const last of before.members.values()) {
      const { rank } = rankOf(before, last);
      if (last.status === 'removed' || last.id === author.id || rank < own.rank || (rank === own.rank && own.peer))
        continue;
      const next = after.members.get(last.id);
      above += 1;
      expect(next?.status === last.status || entry.actions[0]?.type === 'member.activate').toBe(true);
      const had = intersection(potential(before, last).full, POWERS);
      expect(next !== undefined && isWithin(had, potential(after, next).full)).toBe(true);
    }
  });
  expect(above).toBeGreaterThan(300);
});

test('P8 delegated permissions come from a holder of billing.delegate alone', () => {
  let spread = 0;
  holdsOfEach(({ before, entry, after }) => {
    if (after.owner !== before.owner || entry.actions.some(({ type }) => type === 'proposal.approve')) return;
    const author = before.members.get(entry.author);
    for (const next of after.members.values()) {
      const last = before.members.get(next.id);
      const had = last === undefined ? minus(POWERS, POWERS) : potential(before, last).some;
      const gained = intersection(minus(potential(after, next).some, had), KIND_MASKS.delegated);
      if (isEmpty(gained)) continue;
      spread += 1;
      expect(author !== undefined && has(potential(before, author).some, 'billing.delegate')).toBe(true);
    }
  });
  expect(spread).toBeGreaterThan(5);
});

test('P9 nobody has more after their own entry than their roles, groups and overrides gave them before', () => {
  holdsOfEach(({ before, entry, after }) => {
    const [last, next] = [before.members.get(entry.author), after.members.get(entry.author)];
    if (last === undefined || next === undefined || after.owner !== before.owner || last.id === before.owner) return;
    const had = union(potential(before, last).some, underlying(before, last).some);
    expect(isWithin(potential(after, next).some, had)).toBe(true);
    const hadFull = union(potential(before, last).full, underlying(before, last).full);
    expect(isWithin(potential(after, next).full, hadFull)).toBe(true);
    expect(next.credits).toBeLessThanOrEqual(last.credits);
  });
});

test('P12 no entry of somebody who is not active, or has expired, or must choose a password first, does anything else', () => {
  let stopped = 0;
  holds((attempts) => {
    for (const { before, entry, outcome } of attempts) {
      const author = before.members.get(entry.author);
      const expired = author?.expiresAt !== null && author !== undefined && entry.at >= author.expiresAt;
      if (author?.status === 'active' && !expired && author.resetBy === null) continue;
      stopped += 1;
      if (!outcome.ok) continue;
      const allowed = ['member.activate', 'password.chosen', 'device.add', 'device.revoke', 'credits.spend'];
      const first = entry.actions[0]?.type ?? '';
      if (author?.status === 'active' && !expired && first !== 'member.activate') {
        // What follows the new password in the same entry is theirs again.
        const before = entry.actions.findIndex(({ type }) => type === 'password.chosen');
        const early = before < 0 ? entry.actions : entry.actions.slice(0, before + 1);
        for (const { type } of early) expect(LOGIN_ALONE).toContain(type);
      } else {
        expect(author?.status).toBe('invited');
        expect(allowed[0]).toBe(first);
        expect(entry.actions.length).toBe(1);
      }
    }
  });
  expect(stopped).toBeGreaterThan(100);
});
/** What logging in is enough for. */
const LOGIN_ALONE = [
  ...['password.chosen', 'device.add', 'device.revoke', 'credits.spend', 'owner.withdraw'],
  ...['proposal.open', 'proposal.approve', 'proposal.withdraw'],
];

test('P22 holders of a persistent account are never locked, nor removed for inactivity, and others not too early', () => {
  let inactive = 0;
  const check = ({ before, entry }: Accepted) => {
    for (const action of entry.actions) {
      if (action.type !== 'member.lock' && action.type !== 'member.remove') continue;
      if (action.inactiveSince === undefined) continue;
      inactive += 1;
      const target = before.members.get(action.member);
      expect(target !== undefined && has(potential(before, target).some, 'account.persistent')).toBe(false);
      const key = action.type === 'member.lock' ? 'users.lockAfterDays' : 'users.removeAfterDays';
      const days = before.settings[key].value;
      expect(days).toBeGreaterThan(0);
      expect(entry.at - action.inactiveSince).toBeGreaterThanOrEqual(days * 86_400_000);
    }
  };
  const weights = { 'member.lock': 5, 'member.unlock': 2, 'member.remove': 3, 'member.override': 2, 'setting.set': 2 };
  fc.assert(
    fc.property(history(), (tried) => accepted(play(tried, { weights })).forEach(check)),
    RUNS,
  );
  expect(inactive).toBeGreaterThan(5);
});

test('P23 licences in use are those of active, locked and disabled members of licensed classes, and never more than bought', () => {
  let bounded = 0;
  holdsOfEach(({ after }) => {
    const using = [...after.members.values()].filter(
      (member) =>
        ['active', 'locked', 'disabled'].includes(member.status) && after.classes.get(member.class)?.licensed === true,
    );
    expect(after.licencesInUse).toBe(using.length);
    if (after.licences.bought === null) return;
    bounded += 1;
    expect(after.licencesInUse).toBeLessThanOrEqual(after.licences.bought);
  });
  expect(bounded).toBeGreaterThan(100);
});

test('P24 no action has a place for a personal contact, and those of the site come from who manages them', () => {
  const contact = { contact: `c${'0'.repeat(25)}`, name: 'Nia', email: 'nia@example.net' };
  expect(parseAction({ type: 'contact.add', ...contact }).ok).toBe(true);
  for (const extra of [{ personal: true }, { own: true }, { kind: 'personal' }, { by: `m${'0'.repeat(25)}` }]) {
    expect(parseAction({ type: 'contact.add', ...contact, ...extra })).toEqual({
      ok: false,
      error: { code: 'action.malformed' },
    });
  }
  holdsOfEach(({ before, entry, after }) => {
    if (after.contacts === before.contacts || entry.actions.length > 1) return;
    if (['member.invite', 'proposal.approve'].includes(entry.actions[0]?.type ?? '')) return;
    expect(decide(before, entry.author, 'contact.site.manage', { at: entry.at }).allowed).toBe(true);
  });
});

test('P25 only the newest code activates, before it ends, once', () => {
  let activations = 0;
  let dead = 0;
  holds((attempts) => {
    for (const { before, entry, outcome } of attempts) {
      const [action] = entry.actions;
      if (action?.type !== 'member.activate') continue;
      const target = before.members.get(action.member);
      const alive =
        target?.status === 'invited' &&
        target.invitation?.id === action.invitation &&
        entry.at <= (target.invitation?.expiresAt ?? 0);
      if (!alive) dead += 1;
      if (!outcome.ok) continue;
      activations += 1;
      expect(alive).toBe(true);
      expect(outcome.value.members.get(action.member)?.invitation).toBeNull();
    }
  });
  expect(activations).toBeGreaterThan(20);
  expect(dead).toBeGreaterThan(30);
});

test('P26 whatever the size of the batches, one by one, in drafts, or all at once, replay ends in the same state', () => {
  fc.assert(
    fc.property(history(), fc.nat(60), (tried, cut) => {
      const attempts = play(tried);
      const entries = accepted(attempts).map(({ entry }) => entry);
      const whole = new StateDraft(startOf(tried));
      let batched = new StateDraft(startOf(tried));
      for (const [index, entry] of entries.entries()) {
        if (index % (cut + 1) === cut) batched = new StateDraft(batched.freeze());
        expect(applyTo(whole, entry).ok).toBe(true);
        expect(applyTo(batched, entry).ok).toBe(true);
      }
      const last = endOf(tried, attempts);
      expect(whole.freeze()).toEqual(last);
      expect(batched.freeze()).toEqual(last);
    }),
    RUNS,
  );
});

test('P26 a state written as text and read back is that state, fits together, and the rest of the log ends as without', () => {
  const textOf = (state: PolicyState) =>
    [...stateChunks(state)].map(({ name, text }) => `${name} ${new TextDecoder().decode(text)}`);
  fc.assert(
    fc.property(history(), fc.nat(), (tried, place) => {
      const attempts = play(tried);
      const steps = accepted(attempts);
      const cut = steps.length === 0 ? 0 : place % steps.length;
      const snapshot = parseState(stateChunks(steps[cut]?.before ?? startOf(tried)));
      if (!snapshot.ok) throw new RangeError(`${snapshot.error.code} ${snapshot.error.detail}`);
      const draft = new StateDraft(snapshot.value);
      for (const { entry } of steps.slice(cut)) expect(applyTo(draft, entry).ok).toBe(true);
      const last = endOf(tried, attempts);
      expect(draft.freeze()).toEqual(last);
      expect(inconsistencyOf(last)).toBeNull();
      // The order in which maps were filled is not part of the text.
      const turned = {
        ...last,
        members: new Map([...last.members].reverse()),
        roles: new Map([...last.roles].reverse()),
      };
      expect(textOf(turned)).toEqual(textOf(draft.freeze()));
    }),
    { numRuns: 100 },
  );
});

test('P28 every answer of authorise cites entries that exist, and says what decided', () => {
  holds((attempts) => {
    for (const { before, entry } of attempts) {
      for (const action of entry.actions) {
        const decision = authorise(before, { member: entry.author, at: entry.at }, action);
        expect(decision.steps.length).toBeGreaterThan(0);
        expect(decision.steps.at(-1)?.effect).toBe(decision.allowed ? 'allow' : 'deny');
        for (const cited of decision.steps) {
          expect(cited.entry >= 0 && cited.entry <= before.head.seq).toBe(true);
        }
      }
    }
  });
});

test('P29 a dropped, repeated, swapped or foreign entry is refused where it stands', () => {
  let broken = 0;
  fc.assert(
    fc.property(
      history(),
      fc.nat(),
      fc.constantFrom('drop', 'repeat', 'swap', 'foreign', 'flip'),
      (tried, place, how) => {
        const entries = accepted(play(tried)).map(({ entry }) => entry);
        if (entries.length < 3) return;
        const index = place % (entries.length - 1);
        const [one, two] = [entries[index], entries[index + 1]];
        if (one === undefined || two === undefined) return;
        const tampered = {
          drop: [...entries.slice(0, index), ...entries.slice(index + 1)],
          repeat: [...entries.slice(0, index + 1), one, ...entries.slice(index + 1)],
          swap: [...entries.slice(0, index), two, one, ...entries.slice(index + 2)],
          foreign: [...entries.slice(0, index), { ...one, prev: 'e'.repeat(64) }, ...entries.slice(index + 1)],
          // Other bytes have another hash: it is the entry after it that no longer fits.
          flip: [...entries.slice(0, index), { ...one, hash: 'e'.repeat(64) }, ...entries.slice(index + 1)],
        }[how];
        const draft = new StateDraft(startOf(tried));
        const stopped = tampered.findIndex((entry) => !applyTo(draft, entry).ok);
        expect(stopped).toBe(how === 'repeat' || how === 'flip' ? index + 1 : index);
        broken += 1;
      },
    ),
    RUNS,
  );
  expect(broken).toBeGreaterThan(50);
});

test('P30 a refused entry changes nothing, in a draft neither, and not when its second action is refused', () => {
  let halfway = 0;
  holds((attempts, tried) => {
    const draft = new StateDraft(startOf(tried));
    for (const { before, entry, outcome } of attempts) {
      if (!outcome.ok && outcome.error.action > 0) halfway += 1;
      expect(applyTo(draft, entry).ok).toBe(outcome.ok);
      if (!outcome.ok) expect(draft.freeze()).toEqual(before);
    }
  });
  expect(halfway).toBeGreaterThan(20);
});

test('P35 an action of no known type, or with a field too many, is nothing that a log goes on with', () => {
  fc.assert(
    fc.property(fc.string(), (type) => {
      const parsed = parseAction({ type });
      if (!Object.hasOwn(ACTIONS, type)) expect(parsed.ok).toBe(false);
    }),
  );
  for (const type of ['member.promote', 'constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    expect(parseAction({ type })).toEqual({ ok: false, error: { code: 'action.unknown' } });
  }
  expect(parseAction({ type: 'owner.withdraw', and: 'more' })).toEqual({
    ok: false,
    error: { code: 'action.malformed' },
  });
});

test('P36 a state that was handed out never changes, nor do the answers by it', () => {
  holds(
    (attempts, tried) => {
      const draft = new StateDraft(startOf(tried));
      const answers = (state: PolicyState) =>
        [...state.members.keys()].map((id) => PERMISSIONS.map((permission) => decide(state, id, permission).allowed));
      const handed: { readonly state: PolicyState; readonly copy: PolicyState; readonly said: unknown }[] = [];
      for (const { entry } of attempts) {
        const state = draft.freeze();
        handed.push({ state, copy: structuredClone(state), said: answers(state) });
        applyTo(draft, entry);
      }
      for (const { state, copy, said } of handed) {
        expect(state).toEqual(copy);
        expect(answers(state)).toEqual(said);
      }
    },
    { numRuns: 20 },
  );
});

test('P10 of two who demote each other at once, one is left to govern', () => {
  let pairs = 0;
  const demotions = (state: PolicyState, id: Accepted['entry']['author'], kind: number) => {
    const devices = [...state.devices.values()].filter(({ member }) => member === id);
    const pins = devices.map((device) => ({ device: device.id, seq: -1, hash: '0'.repeat(64) }));
    if (kind === 0) return { type: 'member.disable', member: id, pins } as const;
    if (kind === 1) return { type: 'member.remove', member: id, pins } as const;
    const held = state.members.get(id)?.roles.map((role) => role.id) ?? [];
    const lowest = [...state.roles.values()].toSorted((a, b) => a.rank - b.rank).find((role) => !role.unique);
    const add = lowest === undefined || held.includes(lowest.id) ? [] : [lowest.id];
    return { type: 'member.roles', member: id, add, remove: held.filter((role) => role !== lowest?.id), pins } as const;
  };
  fc.assert(
    fc.property(history(20), fc.nat(2), fc.nat(2), (tried, how, back) => {
      const state = endOf(tried, play(tried));
      const entryBy = (
        from: PolicyState,
        author: Accepted['entry']['author'],
        action: ReturnType<typeof demotions>,
      ) => {
        const device = [...from.devices.values()].find((each) => each.member === author && !each.revoked)?.id ?? author;
        const { seq, hash } = from.head;
        const next = { seq: seq + 1, prev: hash, hash: 'e'.repeat(64), at: from.at, author };
        return apply(from, { ...next, device: device as Parameters<typeof apply>[1]['device'], actions: [action] });
      };
      const others = [...state.members.keys()].filter((id) => id !== state.owner);
      for (const one of others) {
        for (const two of others) {
          if (one === two) continue;
          const first = entryBy(state, one, demotions(state, two, how));
          const second = entryBy(state, two, demotions(state, one, back));
          if (!first.ok || !second.ok) continue;
          pairs += 1;
          // Whoever loses the race for the place in the log signs again, on what is there now.
          const after = entryBy(first.value, two, demotions(first.value, one, back));
          const end = after.ok ? after.value : first.value;
          const governs = [one, two].some((id) => {
            const member = end.members.get(id);
            return (
              member !== undefined && !isEmpty(intersection(rightsOf(end, member, end.at).some, KIND_MASKS.governance))
            );
          });
          expect(governs).toBe(true);
        }
      }
    }),
    { numRuns: 400 },
  );
  expect(pairs).toBeGreaterThan(5);
});
