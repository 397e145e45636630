import type { InviteId, MemberId } from '../../src-shared/base/ids.ts';
import type { SqlRow, VaultDatabase } from '../vault/database.ts';

/** An invitation that this profile made: its code, until it has been used or replaced. */
export interface OpenInvitation {
  readonly invitation: InviteId;
  readonly member: MemberId;
  readonly code: Uint8Array;
  readonly expiresAt: number;
  /** The bundle is on the hub. */
  readonly published: boolean;
  /** Of the directory key in that bundle. */
  readonly epoch: number;
  /** The greeting in that bundle; null: none. */
  readonly welcome: string | null;
}

const openOf = (row: SqlRow): OpenInvitation => ({
  invitation: row.invitation as InviteId,
  member: row.member as MemberId,
  code: row.code instanceof Uint8Array ? row.code : new Uint8Array(),
  expiresAt: Number(row.expires_at),
  published: row.published === 1,
  epoch: Number(row.epoch),
  welcome: typeof row.welcome === 'string' ? row.welcome : null,
});

export function loadInvitations(database: VaultDatabase): readonly OpenInvitation[] {
  return database.all('SELECT * FROM open_invitation').map(openOf);
}

/** null: this profile did not make it, or it is over. */
export function loadInvitation(database: VaultDatabase, invitation: InviteId): OpenInvitation | null {
  const row = database.get('SELECT * FROM open_invitation WHERE invitation = ?', invitation);
  return row === null ? null : openOf(row);
}

export function saveInvitation(database: VaultDatabase, open: OpenInvitation): void {
  const { invitation, member, code, expiresAt, published, epoch, welcome } = open;
  database.run(
    `INSERT OR REPLACE INTO open_invitation (invitation, member, code, expires_at, published, epoch, welcome)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[invitation, member, code, expiresAt, published ? 1 : 0, epoch, welcome],
  );
}

export function dropInvitation(database: VaultDatabase, invitation: InviteId): void {
  database.run('DELETE FROM open_invitation WHERE invitation = ?', invitation);
}
