import type { MemberId, ProfileId, RoleId } from '../../src-shared/base/ids.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { Profile } from '../../src-shared/ipc/app-contract.ts';
import type { HubStatus } from '../../src-shared/ipc/hub-contract.ts';
import type { Me, Person } from '../../src-shared/ipc/people-contract.ts';
import type { Decision } from '../../src-shared/policy/decide/decision.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import type { Simulation } from '../../src-shared/policy/query/simulate.ts';
import type { HubLocation } from '../../src-shared/protocol/hub-location.ts';
import type { Change } from '../organisation/governance/pins.ts';
import type { Invited } from '../organisation/invite.ts';
import type { PolicyLog } from '../organisation/policy-log.ts';
import type { Greeting } from '../organisation/welcome.ts';
import type { Packages } from '../packages/port.ts';
import type { KitLanguage } from '../vault/kit/texts.ts';
import type { Administration } from './admin/administration.ts';
import type { Billing } from './billing/billing.ts';
import type { AppError, AppResult } from './error.ts';
import type { MemberMail } from './mail.ts';

/** Passwords are NFKC-normalised UTF-8 (see `passwordBytes`); whoever is called zeroes them. */
export interface CreateRequest {
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly password: Uint8Array;
  readonly hub: HubLocation;
  /** Roles, classes and settings to begin with: a key of `PRESETS`; the default one when left out. */
  readonly preset?: string;
  /** Go on where no keychain answers; otherwise `vault.noKeychain`. */
  readonly allowPasswordOnly: boolean;
}

export interface JoinRequest {
  readonly invitation: string;
  readonly name: string;
  readonly password: Uint8Array;
  readonly allowPasswordOnly: boolean;
}

export interface ResetUnlock {
  /** The code, or the link, as it came. */
  readonly given: string;
  /** With a link. */
  readonly oneTimePassword: Uint8Array | null;
  readonly newPassword: Uint8Array;
  readonly allowPasswordOnly: boolean;
}

export interface InvitationView {
  readonly organisation: string;
  readonly inviter: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: number;
}

export type AppEvent =
  | { readonly type: 'unlocked' | 'locked'; readonly profile: ProfileId }
  | { readonly type: 'profiles' }
  | { readonly type: 'session'; readonly profile: ProfileId; readonly event: SessionEvent };

export type SessionEvent =
  | { readonly type: 'people' }
  | { readonly type: 'hub'; readonly status: HubStatus }
  | { readonly type: 'package'; readonly event: Parameters<Parameters<Packages['subscribe']>[0]>[0] };

/** Sealpost without a window: what the window's handlers, the command line and the tests call. */
export interface App {
  /** Loads ahead of time what checking a password needs, so that unlocking does not wait for it. */
  prepare(): Promise<void>;
  profiles(): Promise<readonly Profile[]>;
  createOrganisation(request: CreateRequest): AppResult<ProfileId>;
  inspectInvitation(text: string): AppResult<InvitationView>;
  join(request: JoinRequest): AppResult<ProfileId>;
  /** The open session when the profile is unlocked already and the password is right. */
  unlock(profile: ProfileId, password: Uint8Array): AppResult<MemberSession>;
  unlockWithKit(
    profile: ProfileId,
    code: string,
    newPassword: Uint8Array,
    allowPasswordOnly: boolean,
  ): AppResult<MemberSession>;
  /** With what the help desk gave: its code, or its link and one-time password. */
  unlockWithReset(profile: ProfileId, request: ResetUnlock): AppResult<MemberSession>;
  /** The profile here that a reset link is for; null: none, or it is not a sound link. */
  resetProfile(link: string): Promise<ProfileId | null>;
  session(profile: ProfileId): MemberSession | null;
  unlocked(): readonly ProfileId[];
  /** Stops the session's work, forgets its keys, closes its vault. Succeeds when it is locked already. */
  lock(profile: ProfileId): Promise<void>;
  /** Creates, or finds, the demo organisation. */
  openDemo(): AppResult<{ readonly profiles: readonly Profile[]; readonly password: string }>;
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** Locks everything. */
  close(): Promise<void>;
}

/** What one unlocked member can do. All of it is refused by throwing once the session is locked. */
export interface MemberSession {
  readonly profile: ProfileId;
  readonly packages: Packages;
  readonly log: PolicyLog;
  /** This member, as the policy log says now. */
  member(): Member;
  me(): Me;
  people(): readonly Person[];
  /** Name of a member, past ones included; the id's first letters when the log knows none. */
  nameOf(member: MemberId): string;
  safetyNumber(member: MemberId): string | null;
  can(permission: Permission): Decision;
  /** `welcome`: a greeting, as typed; '': none; left out: the one from last time. */
  invite(request: {
    readonly name: string;
    readonly email: string;
    readonly role: RoleId;
    readonly welcome?: string;
  }): AppResult<Invited>;
  resendInvitation(member: MemberId, welcome?: string): AppResult<Invited>;
  readonly mail: MemberMail;
  /** What this member greeted newcomers with last. */
  welcome(): string | null;
  /** What came with this member's own invitation, until it is dismissed. */
  greeting(): Greeting | null;
  dismissGreeting(): void;
  setRole(member: MemberId, role: RoleId): AppResult<void>;
  /** What the changes would do to whom, signed now; nothing is written. */
  preview(changes: readonly Change[]): AppResult<Simulation>;
  changePassword(current: Uint8Array, next: Uint8Array): AppResult<void>;
  /** Binds the vault to the system's keychain: `me().keychain`. */
  bindKeychain(password: Uint8Array): AppResult<void>;
  /** The member has read that their password was reset: `me().passwordReset` is null once that is over. */
  acknowledgeReset(): void;
  /** Checks the password, then prints the vault's one recovery code, the same each time: the PDF's bytes. The caller zeroes them once written. */
  recoveryKit(password: Uint8Array, language: KitLanguage): AppResult<Uint8Array>;
  /**
   * Checks the password and makes a new recovery code; pages with the old one stop working. `keep` gets the PDF before,
   * which is zeroed after it: when it fails, nothing has changed. `me().kitSaved` is false until `kitWritten`.
   */
  renewKit<E>(
    password: Uint8Array,
    language: KitLanguage,
    keep: (pdf: Uint8Array) => Promise<Result<void, E>>,
  ): Promise<Result<void, AppError | E>>;
  /** The kit has been saved where the person wanted it: `me().kitSaved`. */
  kitWritten(): void;
  readonly admin: Administration;
  readonly billing: Billing;
  hubStatus(): HubStatus;
  /** Fetches now what is new; the loop goes on by itself. */
  sync(): Promise<HubStatus>;
}
