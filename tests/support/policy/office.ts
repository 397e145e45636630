import type {
  ClassId,
  ContactId,
  DeviceId,
  FolderId,
  GroupId,
  InviteId,
  MailboxId,
  MemberId,
  OrganisationId,
  RoleId,
} from '../../../src-shared/base/ids.ts';
import type { Action, ActionOf } from '../../../src-shared/policy/action/action.ts';
import { apply, rehearse } from '../../../src-shared/policy/apply/apply.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Decision, DecisionReason } from '../../../src-shared/policy/decide/decision.ts';
import type { PackageFacts, Resource } from '../../../src-shared/policy/decide/resource.ts';
import type { Effect, Member, MemberKind, Origin } from '../../../src-shared/policy/model/entities.ts';
import { genesisState } from '../../../src-shared/policy/model/genesis-state.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import type { SettingKey, SettingValue } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Preset } from '../../../src-shared/policy/presets/preset.ts';

/*
 * An organisation that starts from a preset and lives by signed entries alone, for tests that tell a story: people have
 * short names, whatever they do goes through `apply`, and whatever is asked through `decide`. Keys are numbers; nothing
 * here is signed, which is for the callers of `apply` to check.
 */

export const DAY = 86_400_000;

type Effects = { readonly [P in Permission]?: Effect };

/** What a newcomer gets; the template's for what is left out. */
export interface Newcomer {
  readonly roles?: readonly string[];
  readonly class?: string;
  readonly kind?: MemberKind;
  readonly origin?: Origin;
  readonly groups?: readonly string[];
  readonly permissions?: Effects;
  readonly withheld?: readonly Permission[];
  readonly scopes?: readonly string[];
  readonly expiresAt?: number;
  readonly email?: string;
  readonly contact?: string;
}

/** 26 characters of the alphabet of ids, in a space of its own for each kind of thing. */
export function idOf<Id extends string>(kind: string, name: string): Id {
  const swaps: Readonly<Record<string, string>> = { i: '1', l: '2', o: '3', u: '4', '-': '9' };
  return `${kind}${name}`.replace(/[ilou-]/g, (letter) => swaps[letter] ?? '').padEnd(26, '0') as Id;
}

export class Office {
  /** The name of whoever founded it. */
  static readonly OWNER = 'owner';
  state: PolicyState;
  at = 1_750_000_000_000;
  #fresh = 1_000;

  constructor(preset: Preset, organisation = 'f'.repeat(64)) {
    this.state = genesisState(
      {
        organisation: organisation as OrganisationId,
        at: this.at,
        name: 'Lovelace Ltd',
        owner: {
          member: this.id(Office.OWNER),
          name: 'Olga',
          email: 'owner@example.org',
          mailbox: idOf<MailboxId>('b', Office.OWNER),
          device: idOf<DeviceId>('d', Office.OWNER),
          signing: this.#hex(32),
          sealing: this.#hex(1216),
          devicePublicKey: this.#hex(32),
          certificate: this.#hex(64),
        },
      },
      preset,
    );
  }

  #hex(bytes: number): string {
    this.#fresh += 1;
    return this.#fresh.toString(16).padStart(bytes * 2, '0');
  }

  id(name: string): MemberId {
    return idOf<MemberId>('m', name);
  }

  member(name: string): Member {
    const member = this.state.members.get(this.id(name));
    if (member === undefined) throw new RangeError(`nobody is called ${name}`);
    return member;
  }

  later(days: number): void {
    this.at += days * DAY;
  }

  /** Does it as an entry of its own. @throws when it is refused */
  does(by: string, ...actions: readonly Action[]): void {
    const { seq, hash } = this.state.head;
    const device = idOf<DeviceId>('d', by);
    const entry = { seq: seq + 1, prev: hash, hash: this.#hex(32), at: this.at, author: this.id(by), device, actions };
    const applied = apply(this.state, entry);
    if (!applied.ok) throw new Error(`${by}, ${actions.map(({ type }) => type).join()}: ${applied.error.detail}`);
    this.state = applied.value;
  }

  /** Why that would be refused: the decisive reason, or the problem; null when it would not. Changes nothing. */
  refusal(by: string, ...actions: readonly Action[]): string | null {
    const rehearsed = rehearse(
      this.state,
      { author: this.id(by), device: idOf<DeviceId>('d', by), at: this.at },
      actions,
    );
    return rehearsed.ok ? null : rehearsed.error.detail;
  }

  decision(name: string, permission: Permission, resource?: Resource): Decision {
    const at = this.at;
    return decide(this.state, this.id(name), permission, resource === undefined ? { at } : { at, resource });
  }

  can(name: string, permission: Permission, resource?: Resource): boolean {
    return this.decision(name, permission, resource).allowed;
  }

  /** The reason of the decisive step. */
  why(name: string, permission: Permission, resource?: Resource): DecisionReason | undefined {
    return this.decision(name, permission, resource).steps.at(-1)?.reason;
  }

  /** Everything that somebody may do, resources apart. */
  rights(name: string): readonly Permission[] {
    return PERMISSIONS.filter((permission) => this.can(name, permission));
  }

  invitation(days = 7): ActionOf<'member.reinvite'>['invitation'] {
    const publicKey = this.#hex(32);
    return { id: idOf<InviteId>('n', String(this.#fresh)), publicKey, expiresAt: this.at + days * DAY };
  }

  invites(name: string, newcomer: Newcomer = {}): ActionOf<'member.invite'> {
    const { template } = this.state;
    const { kind, origin, expiresAt, contact, withheld = [], scopes } = newcomer;
    return {
      type: 'member.invite',
      member: this.id(name),
      name,
      email: newcomer.email ?? `${name}@example.org`,
      class: (newcomer.class ?? template.class) as ClassId,
      roles: (newcomer.roles ?? [template.role]) as readonly RoleId[],
      groups: (newcomer.groups ?? template.groups) as readonly GroupId[],
      permissions: newcomer.permissions ?? template.permissions,
      limits: { withheld, scopes: (scopes ?? null) as readonly GroupId[] | null },
      invitation: this.invitation(),
      ...(kind === undefined ? {} : { kind }),
      ...(origin === undefined ? {} : { origin }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(contact === undefined ? {} : { contact: idOf<ContactId>('c', contact) }),
    };
  }

  /** The newcomer's own entry, by the invitation that they hold now. */
  activation(name: string, invitation = this.member(name).invitation?.id): ActionOf<'member.activate'> {
    return {
      type: 'member.activate',
      member: this.id(name),
      invitation: invitation ?? idOf<InviteId>('n', 'none'),
      name,
      signing: this.#hex(32),
      sealing: this.#hex(1216),
      mailbox: idOf<MailboxId>('b', name),
      device: idOf<DeviceId>('d', name),
      devicePublicKey: this.#hex(32),
      certificate: this.#hex(64),
      proof: this.#hex(64),
    };
  }

  /** Invited by the owner and activated at once. */
  joins(name: string, newcomer: Newcomer = {}): void {
    this.does(Office.OWNER, this.invites(name, newcomer));
    this.does(name, this.activation(name));
  }

  #pins(name: string): ActionOf<'member.disable'>['pins'] {
    const devices = [...this.state.devices.values()].filter(({ member }) => member === this.id(name));
    return devices.map(({ id }) => ({ device: id, seq: -1, hash: '0'.repeat(64) }));
  }

  readonly to = {
    disable: (name: string): ActionOf<'member.disable'> => ({
      type: 'member.disable',
      member: this.id(name),
      pins: this.#pins(name),
    }),
    enable: (name: string): ActionOf<'member.enable'> => ({ type: 'member.enable', member: this.id(name) }),
    remove: (name: string): ActionOf<'member.remove'> => ({
      type: 'member.remove',
      member: this.id(name),
      pins: this.#pins(name),
    }),
    edit: (
      name: string,
      changes: Partial<Omit<ActionOf<'member.edit'>, 'type' | 'member'>>,
    ): ActionOf<'member.edit'> => ({
      type: 'member.edit',
      member: this.id(name),
      ...changes,
    }),
    roles: (name: string, add: readonly string[], remove: readonly string[] = []): ActionOf<'member.roles'> => ({
      type: 'member.roles',
      member: this.id(name),
      add: add as readonly RoleId[],
      remove: remove as readonly RoleId[],
      pins: this.#pins(name),
    }),
    class: (name: string, id: string): ActionOf<'member.class'> => ({
      type: 'member.class',
      member: this.id(name),
      class: id as ClassId,
      pins: this.#pins(name),
    }),
    group: (name: string, id: string): ActionOf<'member.groups'> => ({
      type: 'member.groups',
      member: this.id(name),
      add: [id as GroupId],
      remove: [],
      pins: this.#pins(name),
    }),
    leave: (name: string, id: string): ActionOf<'member.groups'> => ({
      type: 'member.groups',
      member: this.id(name),
      add: [],
      remove: [id as GroupId],
      pins: this.#pins(name),
    }),
    /** The newest offer of the organisation. */
    accept: (): ActionOf<'owner.accept'> => ({
      type: 'owner.accept',
      offer: this.state.head.seq,
      pins: this.#pins(Office.OWNER),
    }),
    permit: (name: string, permission: Permission, effect: Effect | null = 'allow'): ActionOf<'member.override'> => ({
      type: 'member.override',
      member: this.id(name),
      permission,
      effect,
      pins: this.#pins(name),
    }),
    withhold: (name: string, ...withheld: readonly Permission[]): ActionOf<'member.limits'> => ({
      type: 'member.limits',
      member: this.id(name),
      withheld,
      scopes: null,
      pins: this.#pins(name),
    }),
    reset: (name: string, by: 'code' | 'password' = 'code'): ActionOf<'password.reset'> => ({
      type: 'password.reset',
      member: this.id(name),
      by,
    }),
    make: (id: string, permissions: Effects, scope = false): ActionOf<'group.create'> => ({
      type: 'group.create',
      group: id as GroupId,
      name: id,
      scope,
      permissions,
    }),
    change: (role: string, cells: ActionOf<'role.edit'>['cells']): ActionOf<'role.edit'> =>
      cells === undefined
        ? { type: 'role.edit', role: role as RoleId }
        : { type: 'role.edit', role: role as RoleId, cells },
    set: <K extends SettingKey>(key: K, value: SettingValue<K>): ActionOf<'setting.set'> => ({
      type: 'setting.set',
      key,
      value,
    }),
    note: (contact: string): ActionOf<'contact.add'> => ({
      type: 'contact.add',
      contact: idOf<ContactId>('c', contact),
      name: contact,
      email: `${contact}@elsewhere.org`,
    }),
    open: (folder: string): ActionOf<'folder.create'> => ({
      type: 'folder.create',
      folder: idOf<FolderId>('f', folder),
      name: folder,
    }),
    share: (folder: string, name: string, level: ActionOf<'folder.grant'>['level']): ActionOf<'folder.grant'> => ({
      type: 'folder.grant',
      folder: idOf<FolderId>('f', folder),
      to: this.id(name),
      level,
    }),
  };

  readonly about = {
    member: (name: string): Resource => ({ type: 'member', member: this.id(name) }),
    contact: (name: string | null): Resource => ({
      type: 'contact',
      contact: name === null ? 'own' : idOf<ContactId>('c', name),
    }),
    folder: (name: string): Resource => ({ type: 'folder', folder: idOf<FolderId>('f', name) }),
    package: (
      author: string,
      to: readonly string[],
      more: { readonly approvers?: readonly string[] } & Partial<
        Pick<PackageFacts, 'audience' | 'keyHeld'> & { readonly contributors: readonly string[] }
      > = {},
    ): Resource => ({
      type: 'package',
      author: this.id(author),
      recipients: to.map((name) => this.id(name)),
      contributors: (more.contributors ?? []).map((name) => this.id(name)),
      audience: more.audience ?? 'private',
      approvers: (more.approvers ?? []).map((name) => this.id(name)),
      keyHeld: more.keyHeld ?? null,
    }),
  };
}
