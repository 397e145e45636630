import { expect, test } from 'vitest';
import { isBundleSigned, openBundle, sealBundle } from '../../../src-main/organisation/invitation-codec.ts';
import { invite, resendInvitation } from '../../../src-main/organisation/invite.ts';
import { inspectInvitation, joinOrganisation } from '../../../src-main/organisation/join.ts';
import { openMembership } from '../../../src-main/organisation/membership.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { bundleKey, type InvitationBundle, parseLink } from '../../../src-shared/protocol/invitation.ts';
import { entryKey } from '../../../src-shared/protocol/policy-entry.ts';
import { DAY, entryBytes, join, organisationBench } from '../../support/organisation.ts';
import { ROLE } from '../../support/roles.ts';

const NIA = { name: 'Nia', email: 'nia@example.org', role: ROLE.member } as const;

async function invited() {
  const bench = await organisationBench();
  const ada = await bench.found();
  const { link: text, member } = unwrap(await invite(ada, NIA));
  const link = parseLink(text);
  if (link === null) throw new Error('not a link');
  const stored = unwrap(await bench.hub.get(bundleKey(link.invitation), { maxBytes: 1 << 20 })) ?? new Uint8Array();
  const ports = await bench.ports();
  const attempt = async () => {
    const opened = await inspectInvitation(ports, link);
    return opened.ok ? joinOrganisation(ports, link, opened.value, 'Nia') : opened;
  };
  /** Puts a bundle in its place that says something else, signed by Ada's device or by another key. */
  const forge = async (change: Partial<InvitationBundle>, secretKey = ada.keyset.device.secretKey) => {
    const { bundle } = unwrap(openBundle(bench.crypto, link, stored));
    const { v: _, ...said } = { ...bundle, ...change };
    const sealed = sealBundle(bench.crypto, link.code, link.invitation, said, secretKey);
    unwrap(await bench.hub.put(bundleKey(link.invitation), sealed));
  };
  return { bench, ada, text, link, member, stored, ports, attempt, forge };
}

test('the invitation says who invites whom to what, and nothing of it is readable on the hub', async () => {
  const { bench, ada, link, stored } = await invited();
  const { bundle, ...signed } = unwrap(openBundle(bench.crypto, link, stored));
  expect(bundle).toMatchObject({
    organisationName: 'Lovelace Ltd',
    inviterName: 'Ada',
    name: NIA.name,
    email: NIA.email,
  });
  expect(bundle.roles).toEqual([{ id: ROLE.member, name: 'Member' }]);
  expect(bundle.head).toEqual(ada.log.state().head);
  expect(isBundleSigned(bench.crypto, ada.keyset.device.publicKey, link.invitation, signed)).toBe(true);
  const onHub = [stored, await entryBytes(bench.hub, 0), await entryBytes(bench.hub, 1)];
  for (const bytes of onHub) {
    const text =
      Buffer.from(bytes).toString('latin1') + Buffer.from(Buffer.from(bytes).toString(), 'base64').toString('latin1');
    // Short names occur by chance in what looks random.
    for (const name of ['Lovelace', 'example.org', 'administrator']) expect(text).not.toContain(name);
  }
});

test('property 25: a link works once', async () => {
  const { bench, text, attempt, link, stored } = await invited();
  await join(await bench.ports(), text, 'Nia');
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.notFound' } });
  // Somebody who kept a copy of the bundle puts it back.
  unwrap(await bench.hub.put(bundleKey(link.invitation), stored));
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.used' } });
});

test('property 25: of two who use one link at once, one becomes the member', async () => {
  const { bench, ada, link, stored } = await invited();
  const ports = [await bench.ports(), await bench.ports()];
  const outcomes = await Promise.all(
    ports.map(async (each) => {
      const opened = unwrap(openBundle(bench.crypto, link, stored));
      return joinOrganisation(each, link, opened, 'Nia');
    }),
  );
  expect(outcomes.filter(({ ok }) => ok).length).toBe(1);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'invitation.used' } });
  unwrap(await ada.log.sync());
  expect(ada.log.state().devices.size).toBe(2);
});

test('property 25: an expired link is refused, and by the log when its clock is ahead of ours', async () => {
  const { bench, ada, attempt } = await invited();
  bench.clock.time += 8 * DAY;
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.expired' } });
  // The log has moved on past the expiry; the newcomer's clock is slow.
  unwrap(await invite(ada, { ...NIA, email: 'other@example.org' }));
  bench.clock.time -= 8 * DAY;
  bench.clock.time += 6.5 * DAY;
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.expired' } });
});

test('property 25: a new code kills the old one, the bundle of which is gone', async () => {
  const { bench, ada, member, attempt, link, stored } = await invited();
  const again = unwrap(await resendInvitation(ada, member));
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.notFound' } });
  unwrap(await bench.hub.put(bundleKey(link.invitation), stored));
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.replaced' } });
  const nia = await join(await bench.ports(), again.link, 'Nia');
  expect(nia.keyset.memberId).toBe(member);
});

test('a wrong code opens nothing', async () => {
  const { bench, link, ports } = await invited();
  const wrong = { ...link, code: bench.crypto.random(32) };
  expect(await inspectInvitation(ports, wrong)).toMatchObject({ ok: false, error: { code: 'invitation.wrongCode' } });
});

test('a link to another hub finds nothing there', async () => {
  const { link } = await invited();
  const elsewhere = await organisationBench();
  await elsewhere.found();
  const found = await inspectInvitation(await elsewhere.ports(), link);
  expect(found).toMatchObject({ ok: false, error: { code: 'invitation.notFound' } });
});

test('S25: a bundle moved to the hub of another organisation leads nowhere', async () => {
  const { link, stored } = await invited();
  const elsewhere = await organisationBench();
  await elsewhere.found();
  unwrap(await elsewhere.hub.put(bundleKey(link.invitation), stored));
  const ports = await elsewhere.ports();
  const opened = unwrap(await inspectInvitation(ports, link));
  expect(await joinOrganisation(ports, link, opened, 'Nia')).toEqual({
    ok: false,
    error: { code: 'log.refused', seq: 0, detail: 'genesis.foreign' },
  });
  // The same link with the other organisation's id: the code does not open the bundle under it.
  const other = { ...link, organisation: 'f'.repeat(64) as typeof link.organisation };
  expect(await inspectInvitation(ports, other)).toMatchObject({ ok: false, error: { code: 'invitation.wrongCode' } });
});

test('S25: a hub that withholds what the inviter saw is refused', async () => {
  const { bench, attempt } = await invited();
  unwrap(await bench.hub.delete(entryKey(1)));
  expect(await attempt()).toEqual({ ok: false, error: { code: 'invitation.head', detail: 'withheld' } });
});

test('S25: a hub with another history than the inviter saw is refused', async () => {
  const { attempt, forge } = await invited();
  await forge({ head: { seq: 1, hash: 'a'.repeat(64) } });
  expect(await attempt()).toEqual({ ok: false, error: { code: 'invitation.head', detail: 'forked' } });
});

test('S26: a bundle signed by another than the inviter is refused', async () => {
  const { bench, attempt, forge } = await invited();
  await forge({}, bench.crypto.signingPair().secretKey);
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.forged' } });
});

test('S26: a bundle that speaks of another member is refused', async () => {
  const { ada, attempt, forge } = await invited();
  await forge({ member: 'z'.repeat(26) as InvitationBundle['member'] });
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'invitation.forged' } });
  expect(ada.log.state().members.size).toBe(2);
});

test('S26: a bundle with another directory key is refused', async () => {
  const { attempt, forge } = await invited();
  await forge({ directory: { epoch: 0, key: '00'.repeat(32) } });
  expect(await attempt()).toMatchObject({ ok: false, error: { code: 'log.refused', detail: 'genesis.sealed' } });
});

test('a damaged bundle is malformed or opens nothing, wherever it is damaged', async () => {
  const { bench, stored, link, ports } = await invited();
  const damaged = [new Uint8Array(), stored.slice(0, 20), stored.slice(0, -1), new Uint8Array(100_000)];
  for (let at = 0; at < stored.length; at += 41) {
    const flipped = stored.slice();
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    damaged.push(flipped);
  }
  for (const bytes of damaged) {
    unwrap(await bench.hub.put(bundleKey(link.invitation), bytes));
    const opened = await inspectInvitation(ports, link);
    expect(!opened.ok && opened.error.code).toMatch(/^invitation\.(malformed|wrongCode)$/);
  }
});

test('a name that nobody can bear is refused before anything is written', async () => {
  const { ada, link, ports } = await invited();
  const opened = unwrap(await inspectInvitation(ports, link));
  expect(await joinOrganisation(ports, link, opened, ' \u202e ')).toMatchObject({ error: { code: 'name.invalid' } });
  expect(await openMembership(ports)).toMatchObject({ error: { code: 'organisation.none' } });
  expect(unwrap(await ada.log.sync()).added).toBe(0);
});
