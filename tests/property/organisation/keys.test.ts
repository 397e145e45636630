import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '../../../src-main/organisation/governance/pins.ts';
import { isHolder } from '../../../src-main/organisation/keys/holders.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { change } from '../../support/change.ts';
import { organisationBench } from '../../support/organisation.ts';
import { act, idOf, round } from '../../support/organisation-keys.ts';
import { ROLE } from '../../support/roles.ts';

/*
 * S25, S26: whatever governors do, in whatever order clients come online, everybody who should has every key in the end,
 * and nobody has a key that was made after they should not have it any more.
 */

const PEOPLE = 4;
const person = fc.nat(PEOPLE - 1);
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('disable', 'enable', 'remove'), who: person, at: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('audit', 'unaudit'), who: person, at: fc.boolean() }),
  fc.record({ kind: fc.constant('online'), who: person, at: fc.boolean() }),
  fc.record({ kind: fc.constant('wait'), who: person, at: fc.boolean() }),
);

function changeOf(kind: string, member: ReturnType<typeof idOf>): Change | null {
  switch (kind) {
    case 'disable':
      return { type: 'member.disable', member };
    case 'enable':
      return { type: 'member.enable', member };
    case 'remove':
      return { type: 'member.remove', member };
    case 'audit':
      return { type: 'member.roles', member, add: [ROLE.auditor], remove: [] };
    case 'unaudit':
      return { type: 'member.roles', member, add: [], remove: [ROLE.auditor] };
    default:
      return null;
  }
}

test('keys come to exactly those who should have them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const bench = await organisationBench();
      const ada = await bench.found();
      await round(ada);
      const others: Membership[] = [];
      for (let at = 0; at < PEOPLE; at += 1) {
        others.push(await bench.add(ada, `Person${at}`, at === 0 ? ROLE.administrator : ROLE.member));
      }
      for (const { kind, who, at } of steps) {
        const other = others[who];
        if (other === undefined) continue;
        const wanted = changeOf(kind, idOf(other));
        if (kind === 'wait') bench.clock.time += 7 * 60_000;
        else if (kind === 'online') await round(other);
        else if (wanted !== null) {
          // Some of what is asked for does not fit (enabling who is active): then nothing changes.
          const possible = at ? act(ada, wanted) : change(ada, [wanted]);
          await possible.catch(() => undefined);
        }
      }
      // Everybody's client comes online, now and then, for an hour.
      for (let turn = 0; turn < 6; turn += 1) {
        bench.clock.time += 20 * 60_000;
        for (const each of [ada, ...others]) await round(each);
      }
      const state = ada.log.state();
      for (const each of [ada, ...others]) {
        const self = state.members.get(idOf(each));
        if (self === undefined) throw new Error('nobody is forgotten');
        const shutOut = self.status !== 'active';
        if (!shutOut) expect(each.log.state()).toEqual(state);
        expect(each.keys.get('directory', state.directoryEpoch) !== null).toBe(!shutOut);
        for (const kind of ['audit', 'recovery'] as const) {
          const epoch = state.keys[kind]?.epoch ?? 0;
          expect(each.keys.get(kind, epoch) !== null).toBe(isHolder(state, self, kind));
          expect(each.log.alarm()).toBeNull();
        }
      }
    }),
    { numRuns: 12 },
  );
});
