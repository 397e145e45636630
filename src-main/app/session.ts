import { zero } from '../../src-shared/base/bytes.ts';
import type { MemberId, ProfileId } from '../../src-shared/base/ids.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import { decide } from '../../src-shared/policy/decide/decide.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import { DEFAULT_PASSWORD_COST } from '../crypto/kdf.ts';
import { createEntryStore } from '../organisation/entry-store.ts';
import { invite, resendInvitation, setRole } from '../organisation/invite.ts';
import type { Membership } from '../organisation/membership.ts';
import { createRecoveryStore } from '../organisation/recovery/escrow-store.ts';
import { createEscrowTender } from '../organisation/recovery/tend-escrow.ts';
import { safetyNumber } from '../organisation/safety-number.ts';
import { Upkeep } from '../organisation/snapshot/upkeep.ts';
import { dismissGreeting, loadGreeting, loadWelcome } from '../organisation/welcome.ts';
import { createPackages } from '../packages/packages.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { createAdministration } from './admin/administration.ts';
import { createCitations } from './admin/citations.ts';
import { createBilling } from './billing/billing.ts';
import { appError } from './error.ts';
import { createHubMonitor } from './hub-monitor.ts';
import { keepOrganisation } from './keep-organisation.ts';
import { createMemberMail } from './mail.ts';
import { createOwnVault } from './own-vault.ts';
import { nameIn, personView } from './people.ts';
import { permissionViews } from './permission-views.ts';
import type { MemberSession, SessionEvent } from './port.ts';
import type { AppPorts, Engines } from './ports.ts';
import { previewChanges } from './preview-changes.ts';
import { assignableRoles, highestRole, roleView } from './roles.ts';
import { createSyncLoop } from './sync-loop.ts';
import { createSyncRound } from './sync-round.ts';
import { withWelcome } from './welcome.ts';

/** What a session is made of, all of it its own: closing the session closes these. */
export interface SessionParts {
  readonly profile: ProfileId;
  readonly vault: OpenVault;
  readonly membership: Membership;
  readonly engines: Engines;
  readonly ports: AppPorts;
  readonly emit: (event: SessionEvent) => void;
}

export interface OpenSession extends MemberSession {
  /** Stops all work, wipes the keys, closes vault and hub. */
  close(): Promise<void>;
}

export async function openSession(parts: SessionParts): Promise<OpenSession> {
  const { profile, vault, membership, engines, ports, emit } = parts;
  const { keyset, log } = membership;
  const upkeep = new Upkeep({ ...membership, store: createEntryStore(vault.database) });
  const packages = createPackages({
    hub: membership.hub,
    crypto: engines.crypto,
    workers: engines.workers,
    log,
    database: vault.database,
    clock: ports.clock,
    random: ports.random,
    timer: ports.timer,
    ...(ports.tuning === undefined ? {} : { tuning: ports.tuning }),
    me: {
      member: keyset.memberId,
      device: keyset.deviceId,
      mailbox: keyset.mailbox,
      deviceKey: keyset.device.secretKey,
      sealing: keyset.sealing,
    },
  });
  const unsubscribe = packages.subscribe((event) => emit({ type: 'package', event }));
  const monitor = createHubMonitor(keyset.hubLocation.kind, ports.clock, log.lease, (status) =>
    emit({ type: 'hub', status }),
  );
  const escrow = createEscrowTender({
    membership,
    store: createRecoveryStore(vault.database),
    resetSecret: () => vault.resetSecret(),
  });
  const keeping = keepOrganisation(membership, packages, escrow);

  const member = (): Member => {
    const self = log.state().members.get(keyset.memberId);
    if (self === undefined) throw new Error('the log does not name the member whose vault this is');
    return self;
  };
  const can: MemberSession['can'] = (permission) =>
    decide(log.state(), keyset.memberId, permission, { at: ports.clock.now() });
  const numberOf = (person: Member): string | null => safetyNumber(engines.crypto, person);
  /** After a change of our own: the others' lists are behind until they sync. */
  const changed = (): void => emit({ type: 'people' });
  /** The same, of a change that may have shut somebody out. */
  async function changedRules(): Promise<void> {
    await keeping.afterChange();
    changed();
  }

  const citations = createCitations(log);
  const admin = createAdministration({
    membership,
    citations,
    safetyNumber: numberOf,
    passwords: { workers: engines.workers, cost: ports.passwordCost ?? DEFAULT_PASSWORD_COST },
    changed: changedRules,
  });
  const billing = createBilling({ membership, citations, changed: changedRules });
  const mail = createMemberMail(membership, member, ports.openMail);
  const ownVault = createOwnVault({ vault, log, escrow, citations, member, clock: ports.clock, changed });
  const round = createSyncRound({
    log,
    packages,
    keeping,
    escrow,
    billing,
    upkeep,
    monitor,
    problems: ports.log,
    changed,
  });
  const loop = createSyncLoop({ timer: ports.timer, random: ports.random, round });

  if (ports.syncs) {
    await packages.resumeOutbox();
    loop.start();
  }

  return {
    profile,
    packages,
    log,
    admin,
    billing,
    mail,
    member,
    me() {
      const self = member();
      return {
        member: self.id,
        name: self.name,
        email: self.email,
        role: roleView(log.state(), highestRole(log.state(), self)),
        usualRole: log.state().template.role,
        assignable: [...assignableRoles(log.state(), self)],
        organisation: log.state().name,
        permissions: permissionViews(log.state(), citations, can),
        safetyNumber: numberOf(self) ?? '',
        ...ownVault.view(),
      };
    },
    people: () =>
      [...log.state().members.values()].map((each) => personView(log.state(), each, keyset.memberId, numberOf(each))),
    nameOf: (id) => nameIn(log.state(), id),
    safetyNumber(id: MemberId) {
      const person = log.state().members.get(id);
      return person === undefined ? null : numberOf(person);
    },
    can,
    async invite(request) {
      const invited = await withWelcome(vault.database, request.welcome, (welcome) =>
        invite(membership, { ...request, welcome }),
      );
      if (!invited.ok) return err(appError(invited.error));
      changed();
      return ok(invited.value);
    },
    async resendInvitation(id, asked) {
      const invited = await withWelcome(vault.database, asked, (welcome) => resendInvitation(membership, id, welcome));
      if (!invited.ok) return err(appError(invited.error));
      changed();
      return ok(invited.value);
    },
    welcome: () => loadWelcome(vault.database),
    greeting: () => loadGreeting(vault.database),
    dismissGreeting: () => dismissGreeting(vault.database),
    async setRole(id, role) {
      const set = await setRole(membership, id, role);
      if (!set.ok) return err(appError(set.error));
      await changedRules();
      return ok();
    },
    preview: (changes) => previewChanges(membership, changes, ports.clock.now()),
    ...ownVault.calls,
    hubStatus: () => monitor.status(),
    async sync() {
      await loop.now();
      return monitor.status();
    },
    async close() {
      mail.close();
      await loop.stop();
      unsubscribe();
      await packages.close();
      await membership.hub.close();
      // SECURITY: S14.
      zero(keyset.signing.secretKey, keyset.sealing.secretKey, keyset.device.secretKey);
      membership.keys.close();
      await vault.lock();
    },
  };
}
