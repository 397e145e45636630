import { expect, test } from 'vitest';
import { createOrganisation } from '../../../src-main/organisation/create.ts';
import {
  invitationLink,
  invite,
  publishInvitations,
  resendInvitation,
  setRole,
} from '../../../src-main/organisation/invite.ts';
import { inspectInvitation, joinOrganisation } from '../../../src-main/organisation/join.ts';
import { type Membership, openMembership } from '../../../src-main/organisation/membership.ts';
import type { MembershipPorts } from '../../../src-main/organisation/membership-ports.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { parseLink } from '../../../src-shared/protocol/invitation.ts';
import { atEveryStep } from '../../support/dying-hub.ts';
import { join, organisationBench } from '../../support/organisation.ts';
import { ROLE } from '../../support/roles.ts';

/* S27: the process dies at every call to the hub, before it and after it; a new process opens the same vault. */

test('S27: founding, interrupted anywhere, is finished by the next start or never happened', async () => {
  const bench = await organisationBench();
  const outcomes = new Set<string>();
  let ports: MembershipPorts;
  const founder = (path: string) =>
    ({ organisation: 'Org', name: 'Ada', email: 'ada@example.org', hubLocation: { kind: 'folder', path } }) as const;
  const steps = await atEveryStep(
    async (dying) => {
      const hub = dying(bench.hub);
      ports = await bench.ports();
      unwrap(await createOrganisation({ ...ports, hub }, founder(bench.hubPath)));
    },
    async () => {
      const opened = await openMembership(ports);
      const standing = unwrap(await bench.hub.get('org.json', { maxBytes: 1 << 20 }));
      outcomes.add(opened.ok ? 'finished' : opened.error.code);
      expect(standing !== null).toBe(opened.ok);
      if (opened.ok) {
        expect(unwrap(await opened.value.log.sync()).head).toEqual({ seq: 0, hash: opened.value.log.organisation });
        expect(
          opened.value.log
            .state()
            .members.get(opened.value.keyset.memberId)
            ?.roles.map(({ id }) => id),
        ).toEqual(['owner']);
      }
      unwrap(await bench.hub.delete('org.json'));
    },
  );
  expect(steps).toBeGreaterThan(3);
  expect(outcomes).toEqual(new Set(['finished', 'organisation.none']));
});

test('S27: joining, interrupted anywhere, is finished by the next start with the same keys, and only once', async () => {
  const outcomes = new Set<string>();
  const first = await organisationBench();
  // Founded anew for each death: a log that grew with them would never come to an end.
  let scene = { bench: first, ada: await first.found(), ports: await first.ports(), link: '' };
  const steps = await atEveryStep(
    async (dying) => {
      const bench = await organisationBench();
      const ada = await bench.found();
      const { link } = unwrap(await invite(ada, { name: 'Nia', email: 'nia@example.org', role: ROLE.member }));
      scene = { bench, ada, ports: await bench.ports(), link };
      await joinBy({ ...scene.ports, hub: dying(bench.hub) }, link);
    },
    async () => {
      const { bench, ada, ports, link } = scene;
      const opened = await openMembership(ports);
      outcomes.add(opened.ok ? 'finished' : opened.error.code);
      const member = opened.ok ? opened.value : await join(await bench.ports(), link, 'Nia');
      unwrap(await ada.log.sync());
      expect(ada.log.state().members.get(member.keyset.memberId)?.status).toBe('active');
      const types = ada.log.history(null, 100).map(({ actions }) => actions[0]?.type);
      expect(types).toEqual(['member.activate', 'member.invite', 'organisation.found']);
      // The code is gone from the vault, and a further start changes nothing.
      expect(unwrap(await openMembership(member)).log.state().head).toEqual(member.log.state().head);
    },
  );
  expect(steps).toBeGreaterThan(8);
  expect(outcomes).toEqual(new Set(['finished', 'organisation.none']));
});

async function joinBy(ports: MembershipPorts, text: string): Promise<void> {
  const link = parseLink(text);
  if (link === null) throw new Error('not a link');
  const opened = unwrap(await inspectInvitation(ports, link));
  unwrap(await joinOrganisation(ports, link, opened, 'Nia'));
}

const restart = async (of: Membership, ports: MembershipPorts): Promise<Membership> => {
  const opened = unwrap(await openMembership(ports));
  unwrap(await opened.log.sync());
  unwrap(await publishInvitations(opened));
  expect(opened.keyset.memberId).toBe(of.keyset.memberId);
  return opened;
};

test('S27: inviting, interrupted anywhere, leaves an invitation that works or none at all', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const outcomes = new Set<string>();
  let number = 0;
  await atEveryStep(
    async (dying) => {
      const hub = dying(bench.hub);
      number += 1;
      const doomed = unwrap(await openMembership({ ...ada, hub }));
      unwrap(await invite(doomed, { name: 'Nia', email: `n${number}@example.org`, role: ROLE.member }));
    },
    async () => {
      const again = await restart(ada, ada);
      const nia = [...again.log.state().members.values()].find(({ email }) => email === `n${number}@example.org`);
      outcomes.add(nia === undefined ? 'never' : 'works');
      const request = { name: 'Nia', email: `n${number}@example.org`, role: ROLE.member } as const;
      const link = nia === undefined ? unwrap(await invite(again, request)) : invitationLink(again, nia.id);
      const joined = await join(await bench.ports(), link?.link ?? '', 'Nia');
      expect(joined.log.state().members.get(joined.keyset.memberId)?.status).toBe('active');
    },
  );
  expect(outcomes).toEqual(new Set(['never', 'works']));
});

test('S27: sending a new code, interrupted anywhere, leaves the old one or the new one working', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  let number = 0;
  await atEveryStep(
    async (dying) => {
      const hub = dying(bench.hub);
      number += 1;
      const current = await restart(ada, ada);
      const request = { name: 'Nia', email: `n${number}@example.org`, role: ROLE.member } as const;
      const { member } = unwrap(await invite(current, request));
      const doomed = unwrap(await openMembership({ ...ada, hub }));
      unwrap(await resendInvitation(doomed, member));
    },
    async () => {
      const again = await restart(ada, ada);
      const nia = [...again.log.state().members.values()].find(({ email }) => email === `n${number}@example.org`);
      const link = nia === undefined ? null : invitationLink(again, nia.id);
      const joined = await join(await bench.ports(), link?.link ?? '', 'Nia');
      expect(joined.log.state().members.get(joined.keyset.memberId)?.status).toBe('active');
    },
  );
});

test('S27: a change of role, interrupted anywhere, happened once or not at all', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  const roles = new Set<string>();
  await atEveryStep(
    async (dying) => {
      const hub = dying(bench.hub);
      const doomed = unwrap(await openMembership({ ...ada, hub }));
      unwrap(await setRole(doomed, bob.keyset.memberId, ROLE.administrator));
    },
    async () => {
      const again = await restart(ada, ada);
      const role = again.log.state().members.get(bob.keyset.memberId)?.roles[0]?.id ?? '';
      roles.add(role);
      if (role === 'administrator') unwrap(await setRole(again, bob.keyset.memberId, ROLE.member));
    },
  );
  expect(roles).toEqual(new Set(['member', 'administrator']));
  unwrap(await bob.log.sync());
  expect(bob.log.alarm()).toBeNull();
});
