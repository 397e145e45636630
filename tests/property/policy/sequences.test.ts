import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyTo } from '../../../src-shared/policy/apply.ts';
import { authorise } from '../../../src-shared/policy/authorise.ts';
import { type Decision, decide } from '../../../src-shared/policy/decide.ts';
import type { PolicyState } from '../../../src-shared/policy/model.ts';
import { PERMISSION_KINDS, PERMISSIONS, type Permission } from '../../../src-shared/policy/permissions.ts';
import { StateDraft } from '../../../src-shared/policy/state-draft.ts';
import { type Attempt, FIRST, type Intent, intent, play } from '../../support/policy-intents.ts';

/* Numbers are those of the list of properties that the policy model must hold under any sequence. */

const RUNS = { numRuns: 600 };
const sequence = fc.array(intent, { maxLength: 60, size: 'max' });
const permissions = Object.values(PERMISSIONS);

const holds = (check: (attempts: readonly Attempt[]) => void) =>
  fc.assert(
    fc.property(sequence, (intents) => check(play(intents))),
    RUNS,
  );

const accepted = (attempts: readonly Attempt[]) =>
  attempts.flatMap(({ before, entry, outcome }) => (outcome.ok ? [{ before, entry, after: outcome.value }] : []));

const rightsOf = (state: PolicyState, member: Attempt['entry']['author']): readonly Permission[] =>
  permissions.filter((permission) => decide(state, member, permission).allowed);

test('the generated histories reach every action and every kind of refusal that rules can give', () => {
  const seen = new Set<string>();
  holds((attempts) => {
    for (const { entry, outcome } of attempts) {
      if (outcome.ok) for (const action of entry.actions) seen.add(action.type);
      else seen.add(outcome.error.code === 'policy.invalid' ? outcome.error.problem : 'denied');
    }
  });
  for (const expected of [
    ...['member.invite', 'member.reinvite', 'member.activate', 'member.role', 'denied', 'chain', 'backdated', 'device'],
    ...['emailTaken', 'invitationReused', 'invitationReplaced', 'invitationExpired', 'keyReused', 'mailboxTaken'],
    ...['roleUnchanged', 'notInvited'],
  ]) {
    expect(seen).toContain(expected);
  }
});

test('property 1, 3, 4: there is exactly one owner after every prefix, always the founder, with all rights', () => {
  holds((attempts) => {
    for (const { after } of accepted(attempts)) {
      const owners = [...after.members.values()].filter(({ role }) => role === 'owner');
      expect(owners.map((owner) => owner.id)).toEqual([FIRST.owner]);
      expect(after.owner).toBe(FIRST.owner);
      expect(rightsOf(after, FIRST.owner)).toEqual(permissions);
    }
  });
});

test('property 6, G1: an accepted change is by a device of its author and touches nobody who outranks the author', () => {
  const rank = { owner: 3, administrator: 2, member: 1 } as const;
  holds((attempts) => {
    for (const { before, entry } of accepted(attempts)) {
      const author = before.members.get(entry.author);
      if (entry.actions[0]?.type !== 'member.activate') {
        expect(before.devices.get(entry.device)?.member).toBe(entry.author);
      }
      for (const action of entry.actions) {
        if (action.type === 'member.activate') continue;
        const target = before.members.get(action.member);
        const reached = action.type === 'member.reinvite' ? undefined : action.role;
        expect(author?.status).toBe('active');
        expect(author?.role).not.toBe('member');
        for (const role of [target?.role, reached]) {
          if (role !== undefined) expect(rank[role]).toBeLessThanOrEqual(rank[author?.role ?? 'member']);
          expect(role).not.toBe('owner');
        }
      }
    }
  });
});

test('property 9, G12: nobody has a right after their own entry that they lacked before it', () => {
  holds((attempts) => {
    for (const { before, entry, after } of accepted(attempts)) {
      if (entry.actions[0]?.type === 'member.activate') continue;
      const lacked = rightsOf(after, entry.author).filter((right) => !rightsOf(before, entry.author).includes(right));
      expect(lacked).toEqual([]);
    }
  });
});

test('property 5: members alone, whatever they try, change nothing but their own activation', () => {
  const governing = permissions.filter((permission) => PERMISSION_KINDS[permission] === 'governance');
  fc.assert(
    fc.property(sequence, sequence, (first, attack) => {
      const before = play(first).at(-1)?.outcome;
      const start = before?.ok ? before.value : FIRST;
      const plain = [...start.members.values()].filter(({ role }) => role === 'member').map(({ id }) => id);
      const attempts = play(attack, start).filter(({ entry }) => plain.includes(entry.author));
      // Each tried on its own against the state that only members have worked on.
      let state = start;
      for (const { entry } of attempts) {
        const draft = new StateDraft(state);
        const chained = { ...entry, seq: state.head.seq + 1, prev: state.head.hash, at: state.at };
        if (applyTo(draft, chained).ok) {
          expect(entry.actions.map(({ type }) => type)).toEqual(['member.activate']);
          state = draft.freeze();
        }
      }
      for (const member of plain) {
        for (const permission of governing) expect(decide(state, member, permission).allowed).toBe(false);
        expect(state.members.get(member)?.role).toBe('member');
      }
      expect(state.members.size).toBe(start.members.size);
    }),
    RUNS,
  );
});

test('property 11: who is not active may do nothing', () => {
  holds((attempts) => {
    const state = accepted(attempts).at(-1)?.after ?? FIRST;
    for (const { id, status } of state.members.values()) {
      if (status !== 'active') expect(rightsOf(state, id)).toEqual([]);
    }
  });
});

test('property 25: a code activates once, only while it is the newest, and not after it expired', () => {
  holds((attempts) => {
    const activated = new Set<string>();
    for (const { before, entry } of accepted(attempts)) {
      for (const action of entry.actions) {
        if (action.type !== 'member.activate') continue;
        const invited = before.members.get(action.member);
        expect(invited?.invitation?.id).toBe(action.invitation);
        expect(entry.at).toBeLessThanOrEqual(invited?.invitation?.expiresAt ?? 0);
        expect(activated).not.toContain(action.member);
        activated.add(action.member);
      }
    }
  });
});

test('property 26: one by one, in one draft, or in two batches, replay gives the same state', () => {
  fc.assert(
    fc.property(sequence, fc.double({ min: 0, max: 1, noNaN: true }), (intents, share) => {
      const entries = accepted(play(intents));
      const last = entries.at(-1)?.after ?? FIRST;
      const whole = new StateDraft(FIRST);
      for (const { entry } of entries) expect(applyTo(whole, entry).ok).toBe(true);
      const cut = Math.floor(share * entries.length);
      let draft = new StateDraft(FIRST);
      for (const [index, { entry }] of entries.entries()) {
        if (index === cut) draft = new StateDraft(draft.freeze());
        applyTo(draft, entry);
      }
      expect(whole.freeze()).toEqual(last);
      expect(draft.freeze()).toEqual(last);
    }),
    RUNS,
  );
});

test('property 28: every decision names entries that exist', () => {
  const cites = (state: PolicyState, decision: Decision) => {
    expect(decision.steps.length).toBeGreaterThan(0);
    expect(decision.steps.at(-1)?.effect).toBe(decision.allowed ? 'allow' : 'deny');
    for (const { entry } of decision.steps) expect(entry >= 0 && entry <= state.head.seq).toBe(true);
  };
  holds((attempts) => {
    for (const { before, entry } of attempts) {
      for (const action of entry.actions) cites(before, authorise(before, entry.author, action));
      for (const permission of permissions) cites(before, decide(before, entry.author, permission));
    }
  });
});

test('property 30: a refused entry changes nothing, in a draft neither, and not when its second action is refused', () => {
  let halfway = 0;
  holds((attempts) => {
    const draft = new StateDraft(FIRST);
    for (const { before, entry, outcome } of attempts) {
      if (!outcome.ok && outcome.error.action > 0) halfway += 1;
      expect(applyTo(draft, entry).ok).toBe(outcome.ok);
      if (!outcome.ok) expect(draft.freeze()).toEqual(before);
    }
  });
  expect(halfway).toBeGreaterThan(0);
});

test('property 36: a state never changes after it was handed out', () => {
  holds((attempts) => {
    const draft = new StateDraft(FIRST);
    const handed: { readonly state: PolicyState; readonly copy: PolicyState }[] = [];
    for (const { entry } of attempts) {
      const state = draft.freeze();
      handed.push({ state, copy: structuredClone(state) });
      applyTo(draft, entry);
    }
    for (const { state, copy } of handed) expect(state).toEqual(copy);
  });
});

test('entries that do not follow the head are refused whatever they say', () => {
  fc.assert(
    fc.property(intent, fc.integer({ min: -3, max: 5 }), (wanted: Intent, off) => {
      const [attempt] = play([{ ...wanted, twist: 'none', later: 0 }]);
      if (attempt === undefined || off === 1) return;
      const refused = applyTo(new StateDraft(FIRST), { ...attempt.entry, seq: off });
      expect(refused).toMatchObject({ ok: false, error: { code: 'policy.invalid', problem: 'sequence' } });
    }),
  );
});
