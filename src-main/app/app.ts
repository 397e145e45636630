import { join } from 'node:path';
import { zero } from '../../src-shared/base/bytes.ts';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import { createQueue, type Queue } from '../../src-shared/base/queue.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Profile } from '../../src-shared/ipc/app-contract.ts';
import type { Migration } from '../vault/database.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { createProfiles, type ProfileCard } from '../vault/profile/profiles.ts';
import type { VaultStore } from '../vault/vault.ts';
import { demoRole } from './demo/people.ts';
import type { AppError, AppResult } from './error.ts';
import { appError } from './error.ts';
import type { App, AppEvent, MemberSession } from './port.ts';
import type { AppPorts, Engines } from './ports.ts';
import type { OpenSession } from './session.ts';
import type { SetUp } from './set-up.ts';
import { sweepAbandoned } from './sweep.ts';

/** Errors after which a half-made profile can never be finished: nothing is lost by removing it. */
const hopeless = (code: string): boolean =>
  code === 'organisation.hubTaken' ||
  code === 'organisation.none' ||
  // The inviter's client puts the bundle again: the same keys can still join.
  (code.startsWith('invitation.') && code !== 'invitation.stale');

/** What it takes to open a vault. */
async function loadVaults() {
  const [{ createVaultStore }, { MIGRATIONS }] = await Promise.all([
    import('../vault/vault.ts'),
    import('./migrations.ts'),
  ]);
  return { createVaultStore, migrations: MIGRATIONS };
}

/** What it takes to make a member's session of an open vault: most of the core. */
async function loadMembers() {
  const [{ createKeysetStore }, { openMembership }, { loadPending }, { openSession }] = await Promise.all([
    import('../vault/keyset-store.ts'),
    import('../organisation/membership.ts'),
    import('../organisation/pending-store.ts'),
    import('./session.ts'),
  ]);
  return { createKeysetStore, openMembership, loadPending, openSession };
}

/** The core as one object. See `App`. */
export function createApp(ports: AppPorts): App {
  const root = join(ports.dataDirectory, 'profiles');
  const profiles = createProfiles(root);
  const sessions = new Map<ProfileId, OpenSession>();
  const listeners = new Set<(event: AppEvent) => void>();
  /** Opening and closing one profile is done one after the other. */
  const turns = new Map<ProfileId, Queue>();
  let swept: Promise<void> | null = null;
  let loaded: Promise<Engines> | null = null;
  /** Two windows that ask at once get the same demo. */
  let demo: ReturnType<App['openDemo']> | null = null;

  const engines = (): Promise<Engines> => {
    loaded ??= ports.engines();
    return loaded;
  };
  const emit = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  function inTurn<T>(profile: ProfileId, work: () => Promise<T>): Promise<T> {
    const queue = turns.get(profile) ?? createQueue();
    turns.set(profile, queue);
    return queue(work);
  }

  function view({ id, organisation, member, demo }: ProfileCard): Profile {
    const self = sessions.get(id)?.me();
    // Of a locked profile only its card is known, but for the demo's people, who are the same everywhere.
    const role = self?.role ?? (demo ? demoRole(member) : null);
    return { id, organisation, member: self?.name ?? member, email: self?.email ?? '', role, demo };
  }
  async function list(): Promise<readonly Profile[]> {
    swept ??= sweepAbandoned(root, ports.clock);
    await swept;
    const cards = await profiles.list();
    if (!cards.ok) ports.log.error('profiles.list', { code: cards.error.code, detail: cards.error.detail });
    return cards.ok ? cards.value.map(view) : [];
  }

  async function begin({ profile, vault, membership }: SetUp): Promise<OpenSession> {
    const { openSession } = await loadMembers();
    const session = await openSession({
      profile,
      vault,
      membership,
      engines: await engines(),
      ports,
      emit: (event) => emit({ type: 'session', profile, event }),
    });
    sessions.set(profile, session);
    return session;
  }

  /** A session for an open vault; finishes what a crash interrupted, takes away what can never be finished. */
  async function enter(profile: ProfileId, vault: OpenVault): AppResult<MemberSession> {
    const { createKeysetStore, loadPending, openMembership } = await loadMembers();
    const keyset = createKeysetStore(vault.database).load();
    if (keyset === null) {
      await vault.destroy();
      emit({ type: 'profiles' });
      return err({ code: 'profile.unfinished', detail: '' });
    }
    const pending = loadPending(vault.database);
    // A hub that this profile is only about to make may still be an empty folder.
    const hub = ports.openHub(keyset.hubLocation, pending?.kind === 'create' ? 'any' : 'existing');
    const { crypto, workers } = await engines();
    const membership = await openMembership({ hub, crypto, workers, database: vault.database, clock: ports.clock });
    if (!membership.ok) {
      await hub.close();
      if (pending !== null && hopeless(membership.error.code)) {
        await vault.destroy();
        emit({ type: 'profiles' });
      } else await vault.lock();
      return err(appError(membership.error));
    }
    const session = await begin({ profile, vault, membership: membership.value });
    const card = (await list()).find(({ id }) => id === profile);
    const { name } = session.member();
    const organisation = session.log.state().name;
    if (card?.organisation !== organisation || card.member !== name) {
      await profiles.save({ id: profile, organisation, member: name, demo: card?.demo ?? false });
    }
    emit({ type: 'unlocked', profile });
    return ok(session);
  }

  async function unlockWith(
    profile: ProfileId,
    open: (store: VaultStore, migrations: readonly Migration[]) => Promise<Result<OpenVault, AppError>>,
  ): AppResult<MemberSession> {
    if (sessions.has(profile)) return err({ code: 'session.unlocked', detail: '' });
    const [{ crypto, workers }, { createVaultStore, migrations }] = await Promise.all([engines(), loadVaults()]);
    const opening = open(createVaultStore({ crypto, workers, keychain: ports.keychain }), migrations);
    // While a thread is busy with Argon2id, this one has time to load the rest.
    const [vault] = await Promise.all([opening, loadMembers()]);
    return vault.ok ? enter(profile, vault.value) : vault;
  }

  async function setUp(work: Promise<Result<SetUp, AppError>>): AppResult<ProfileId> {
    const made = await work;
    emit({ type: 'profiles' });
    if (!made.ok) return made;
    await begin(made.value);
    emit({ type: 'unlocked', profile: made.value.profile });
    return ok(made.value.profile);
  }

  const lock = (profile: ProfileId): Promise<void> =>
    inTurn(profile, async () => {
      const session = sessions.get(profile);
      if (session === undefined) return;
      // SECURITY: S14. From here on every call is refused, whatever closing takes.
      sessions.delete(profile);
      emit({ type: 'locked', profile });
      await session.close();
    });

  const app: App = {
    async prepare() {
      await Promise.all([engines(), loadVaults()]);
    },
    profiles: list,
    async createOrganisation(request) {
      const { setUpOrganisation } = await import('./set-up.ts');
      return setUp(
        setUpOrganisation({ ports, engines: await engines(), profiles, demo: ports.demo ?? false }, request),
      );
    },
    async inspectInvitation(text) {
      const { viewInvitation } = await import('./set-up.ts');
      return viewInvitation({ ports, engines: await engines() }, text);
    },
    async join(request) {
      const { setUpMember } = await import('./set-up.ts');
      return setUp(setUpMember({ ports, engines: await engines(), profiles, demo: ports.demo ?? false }, request));
    },
    unlock: (profile, password) =>
      inTurn(profile, () =>
        unlockWith(profile, (store, migrations) =>
          store.unlock({ directory: profiles.directory(profile), migrations, password }),
        ),
      ).finally(() => zero(password)),
    unlockWithKit: (profile, code, newPassword, allowPasswordOnly) =>
      inTurn(profile, () =>
        unlockWith(profile, (store, migrations) =>
          store.unlockWithKit({
            directory: profiles.directory(profile),
            migrations,
            code,
            newPassword,
            allowPasswordOnly,
          }),
        ),
      ).finally(() => zero(newPassword)),
    unlockWithReset: (profile, { given, oneTimePassword, newPassword, allowPasswordOnly }) =>
      inTurn(profile, () =>
        unlockWith(profile, (store, migrations) =>
          store.unlockWithReset({
            directory: profiles.directory(profile),
            migrations,
            given,
            oneTimePassword,
            newPassword,
            allowPasswordOnly,
          }),
        ),
      ).finally(() => zero(newPassword, oneTimePassword ?? undefined)),
    async resetProfile(text) {
      const [{ crypto }, { findResetProfile }] = await Promise.all([
        engines(),
        import('../vault/reset/find-profile.ts'),
      ]);
      return findResetProfile(crypto, profiles, text);
    },
    session: (profile) => sessions.get(profile) ?? null,
    unlocked: () => [...sessions.keys()],
    lock,
    openDemo() {
      demo ??= import('./demo.ts')
        .then(({ openDemo }) =>
          openDemo({
            ports,
            profiles: list,
            directory: profiles.directory,
            createApp: (own) => createApp({ ...own, demo: true }),
          }),
        )
        .finally(() => {
          demo = null;
          emit({ type: 'profiles' });
        });
      return demo;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await Promise.all([...sessions.keys()].map(lock));
    },
  };
  return app;
}
