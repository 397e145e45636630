import { z } from 'zod';
import { equalBytes } from '../../src-shared/base/bytes.ts';
import {
  type DeviceId,
  ID_PATTERN,
  type MailboxId,
  type MemberId,
  ORGANISATION_ID_PATTERN,
  type OrganisationId,
} from '../../src-shared/base/ids.ts';
import { type HubLocation, hubLocationSchema } from '../../src-shared/protocol/hub-location.ts';
import type { SealingPair, SigningPair } from '../crypto/port.ts';
import type { Migration, SqlRow, VaultDatabase } from './database.ts';
import { VaultFault, vaultError } from './error.ts';

/** Who this profile is, and the keys that make it so. Secret keys live as long as the vault is unlocked. */
export interface Keyset {
  readonly organisation: OrganisationId;
  readonly memberId: MemberId;
  readonly deviceId: DeviceId;
  readonly mailbox: MailboxId;
  readonly signing: SigningPair;
  readonly sealing: SealingPair;
  readonly device: SigningPair;
  readonly hubLocation: HubLocation;
}

export interface KeysetStore {
  /** null until the profile has been given to a member. */
  load(): Keyset | null;
  /** Replaces the whole keyset. */
  save(keyset: Keyset): void;
  /** The organisation's directory keys (32 bytes) by epoch. */
  directoryKeys(): ReadonlyMap<number, Uint8Array>;
  /**
   * INVARIANT: a key that is held is never replaced: entries of the log are made again with the very key that they were
   * accepted under.
   *
   * @returns whether the vault holds this key now; false: it holds another one of that epoch, which stays.
   */
  saveDirectoryKey(epoch: number, key: Uint8Array): boolean;
}

export const keysetMigrations: readonly Migration[] = [
  {
    id: 'keyset-1',
    sql: `
      CREATE TABLE keyset (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        organisation TEXT NOT NULL, member TEXT NOT NULL, device TEXT NOT NULL, mailbox TEXT NOT NULL,
        signing_public BLOB NOT NULL, signing_secret BLOB NOT NULL,
        sealing_public BLOB NOT NULL, sealing_secret BLOB NOT NULL,
        device_public BLOB NOT NULL, device_secret BLOB NOT NULL,
        hub TEXT NOT NULL
      ) STRICT;
      CREATE TABLE directory_key (epoch INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;`,
  },
];

const bytes = (length: number) => z.instanceof(Uint8Array).refine((value) => value.length === length);
const id = z.string().regex(ID_PATTERN);

const rowSchema = z.object({
  organisation: z.string().regex(ORGANISATION_ID_PATTERN),
  member: id,
  device: id,
  mailbox: id,
  signing_public: bytes(32),
  signing_secret: bytes(64),
  sealing_public: bytes(1216),
  sealing_secret: bytes(32),
  device_public: bytes(32),
  device_secret: bytes(64),
  hub: z.string().transform((text) => hubLocationSchema.parse(JSON.parse(text))),
});

const directoryKeySchema = z.object({ epoch: z.int().nonnegative(), key: bytes(32) });

/** @throws VaultFault `vault.damaged` when a row is not what `save` writes. */
export function createKeysetStore(database: VaultDatabase): KeysetStore {
  return {
    load() {
      const row = database.get('SELECT * FROM keyset');
      return row === null ? null : keysetOf(parsed(rowSchema, row));
    },
    save(keyset) {
      const values = rowOf(keyset);
      if (!rowSchema.safeParse(values).success) throw new TypeError('not a keyset');
      const columns = Object.keys(values);
      database.run(
        `INSERT OR REPLACE INTO keyset (one, ${columns.join(', ')}) VALUES (1${', ?'.repeat(columns.length)})`,
        ...Object.values(values),
      );
    },
    directoryKeys() {
      const rows = database.all('SELECT epoch, key FROM directory_key ORDER BY epoch');
      return new Map(rows.map((row) => parsed(directoryKeySchema, row)).map(({ epoch, key }) => [epoch, key]));
    },
    saveDirectoryKey(epoch, key) {
      if (!directoryKeySchema.safeParse({ epoch, key }).success) throw new TypeError('not a directory key');
      const sql = 'INSERT INTO directory_key (epoch, key) VALUES (?, ?) ON CONFLICT (epoch) DO NOTHING';
      if (database.run(sql, epoch, key).changes > 0) return true;
      const held = database.get('SELECT epoch, key FROM directory_key WHERE epoch = ?', epoch);
      return held !== null && equalBytes(parsed(directoryKeySchema, held).key, key);
    },
  };
}

function parsed<T extends z.ZodType>(schema: T, row: SqlRow): z.output<T> {
  try {
    return schema.parse(row);
  } catch {
    // SECURITY: S20. zod's message could quote a value; this one names nothing.
    throw new VaultFault(vaultError('vault.damaged', 'keyset'));
  }
}

function rowOf(keyset: Keyset): SqlRow {
  return {
    organisation: keyset.organisation,
    member: keyset.memberId,
    device: keyset.deviceId,
    mailbox: keyset.mailbox,
    signing_public: keyset.signing.publicKey,
    signing_secret: keyset.signing.secretKey,
    sealing_public: keyset.sealing.publicKey,
    sealing_secret: keyset.sealing.secretKey,
    device_public: keyset.device.publicKey,
    device_secret: keyset.device.secretKey,
    hub: JSON.stringify(hubLocationSchema.parse(keyset.hubLocation)),
  };
}

function keysetOf(row: z.output<typeof rowSchema>): Keyset {
  return {
    organisation: row.organisation as OrganisationId,
    memberId: row.member as MemberId,
    deviceId: row.device as DeviceId,
    mailbox: row.mailbox as MailboxId,
    signing: { publicKey: row.signing_public, secretKey: row.signing_secret },
    sealing: { publicKey: row.sealing_public, secretKey: row.sealing_secret },
    device: { publicKey: row.device_public, secretKey: row.device_secret },
    hubLocation: row.hub,
  };
}
