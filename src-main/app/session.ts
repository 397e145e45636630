import { zero } from '../../src-shared/base/bytes.ts';
import type { MemberId, ProfileId } from '../../src-shared/base/ids.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import type { Me } from '../../src-shared/ipc/people-contract.ts';
import { decide } from '../../src-shared/policy/decide/decide.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import { DEFAULT_PASSWORD_COST } from '../crypto/kdf.ts';
import { createEntryStore } from '../organisation/entry-store.ts';
import { invite, resendInvitation, setRole } from '../organisation/invite.ts';
import type { Membership } from '../organisation/membership.ts';
import { isAlarm } from '../organisation/policy-log.ts';
import { createRecoveryStore } from '../organisation/recovery/escrow-store.ts';
import { createEscrowTender } from '../organisation/recovery/tend-escrow.ts';
import { safetyNumber } from '../organisation/safety-number.ts';
import { Upkeep } from '../organisation/snapshot/upkeep.ts';
import { dismissGreeting, loadGreeting, loadWelcome } from '../organisation/welcome.ts';
import { createPackages } from '../packages/packages.ts';
import type { KitLanguage } from '../vault/kit/texts.ts';
import { readMeta, writeMeta } from '../vault/meta.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { createAdministration } from './admin/administration.ts';
import { createCitations } from './admin/citations.ts';
import { createBilling } from './billing/billing.ts';
import { appError } from './error.ts';
import { createHubMonitor } from './hub-monitor.ts';
import { keepOrganisation } from './keep-organisation.ts';
import { createMemberMail } from './mail.ts';
import { nameIn, personView } from './people.ts';
import { permissionViews } from './permission-views.ts';
import type { MemberSession, SessionEvent } from './port.ts';
import type { AppPorts, Engines } from './ports.ts';
import { previewChanges } from './preview-changes.ts';
import { recoveryKitPdf } from './recovery-kit.ts';
import { assignableRoles, highestRole, roleView } from './roles.ts';
import { createSyncLoop } from './sync-loop.ts';
import { withWelcome } from './welcome.ts';

const KIT_SAVED = 'app.kitSaved';

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

  /** What lies before the snapshot that a newcomer began with; a hub that fails is asked again in the next round. */
  async function verifyHistory(signal: AbortSignal): Promise<void> {
    if (log.isWhole() || signal.aborted) return;
    const verified = await log.verifyHistory(signal);
    if (!verified.ok && isAlarm(verified.error)) monitor.succeeded(log.alarm());
  }

  /** The log first: packages are judged by the policy that their senders saw. */
  async function round(signal: AbortSignal): Promise<boolean> {
    try {
      const before = log.state().head.seq;
      const synced = await log.sync(signal);
      if (log.state().head.seq !== before) emit({ type: 'people' });
      const resetBefore = escrow.reset()?.step;
      if (!synced.ok && !isAlarm(synced.error)) {
        if (!signal.aborted) monitor.failed(synced.error, log.alarm());
        return false;
      }
      if (synced.ok) {
        await keeping.round();
        billing.tidy();
        if (escrow.reset()?.step !== resetBefore) emit({ type: 'people' });
        await upkeep.run();
      }
      const received = await packages.sync(signal);
      if (signal.aborted) return false;
      if (received.ok) monitor.succeeded(keeping.alarm());
      else monitor.failed(received.error, keeping.alarm());
      await verifyHistory(signal);
      return received.ok;
    } catch (error) {
      ports.log.error('sync.failed', {}, error);
      return false;
    }
  }
  const loop = createSyncLoop({ timer: ports.timer, random: ports.random, round });

  const member = (): Member => {
    const self = log.state().members.get(keyset.memberId);
    if (self === undefined) throw new Error('the log does not name the member whose vault this is');
    return self;
  };
  const can: MemberSession['can'] = (permission) =>
    decide(log.state(), keyset.memberId, permission, { at: ports.clock.now() });
  const numberOf = (person: Member): string | null => safetyNumber(engines.crypto, person);
  const kitPdf = (code: string, language: KitLanguage): Promise<Uint8Array> => {
    const { name, email } = member();
    return recoveryKitPdf({ code, name, email, organisation: log.state().name, at: ports.clock.now(), language });
  };
  /** After a change of our own: the others' lists are behind until they sync. */
  const changed = (): void => emit({ type: 'people' });

  /** The others learn of a new password at once; without a hub, in a later round. */
  async function afterPassword(): Promise<void> {
    await escrow.tend();
    changed();
  }
  /** What the organisation asks for is asked of the person; it never stands between them and what is theirs. */
  function keychainView(): Me['keychain'] {
    if (vault.protection === 'keychain') return 'keychain';
    return log.state().settings['security.passwordOnly'].value === 'refuse' ? 'keychain-wanted' : 'password-only';
  }
  function resetView(): Me['passwordReset'] {
    const reset = escrow.reset();
    if (reset === null) return null;
    const { setBy, setAt } = citations(reset.seq);
    return { by: setBy, at: setAt, step: reset.step };
  }

  const citations = createCitations(log);
  const admin = createAdministration({
    membership,
    citations,
    safetyNumber: numberOf,
    passwords: { workers: engines.workers, cost: ports.passwordCost ?? DEFAULT_PASSWORD_COST },
    async changed() {
      await keeping.afterChange();
      changed();
    },
  });

  const billing = createBilling({
    membership,
    citations,
    async changed() {
      await keeping.afterChange();
      changed();
    },
  });
  const mail = createMemberMail(membership, member, ports.openMail);

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
        keychain: keychainView(),
        kitSaved: readMeta(vault.database, KIT_SAVED) !== null,
        passwordReset: resetView(),
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
      await keeping.afterChange();
      changed();
      return ok();
    },
    preview: (changes) => previewChanges(membership, changes, ports.clock.now()),
    async changePassword(current, next) {
      try {
        const set = await vault.changePassword(current, next);
        if (set.ok) await afterPassword();
        return set;
      } finally {
        zero(current, next);
      }
    },
    async bindKeychain(password) {
      try {
        const bound = await vault.bindKeychain(password);
        if (bound.ok) changed();
        return bound;
      } finally {
        zero(password);
      }
    },
    acknowledgeReset() {
      escrow.acknowledge();
      changed();
    },
    async recoveryKit(password, language) {
      try {
        const code = await vault.recoveryCode(password);
        if (!code.ok) return code;
        return ok(await kitPdf(code.value, language));
      } finally {
        zero(password);
      }
    },
    async renewKit(password, language, keep) {
      try {
        const renewed = await vault.renewKit(password, async (code) => {
          const pdf = await kitPdf(code, language);
          try {
            return await keep(pdf);
          } finally {
            zero(pdf);
          }
        });
        if (!renewed.ok) return renewed;
        writeMeta(vault.database, KIT_SAVED, null);
        return ok();
      } finally {
        zero(password);
      }
    },
    kitWritten: () => writeMeta(vault.database, KIT_SAVED, String(ports.clock.now())),
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
