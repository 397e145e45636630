import { constants, type Dirent } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { fromUtf8, utf8 } from '../../../src-shared/base/bytes.ts';
import { ID_PATTERN, type ProfileId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { VaultError } from '../error.ts';
import { diskFault, readSmallFile, replaceFile } from '../file/atomic.ts';

/**
 * What is known of a profile while it is locked. SECURITY: readable on a stolen disk, so only what the unlock screen
 * needs to tell profiles apart; the e-mail address, the hub and everything else is inside the vault.
 */
export interface ProfileCard {
  readonly id: ProfileId;
  /** Empty when the card is missing or damaged; saving it again (after unlocking) mends that. */
  readonly organisation: string;
  readonly member: string;
  readonly demo: boolean;
}

export interface Profiles {
  /** Folder of a profile, whether or not it exists. */
  directory(id: ProfileId): string;
  /** Every profile that has a vault, by organisation, then member. Errors: vault.io. */
  list(): Promise<Result<readonly ProfileCard[], VaultError>>;
  /** Writes the card of a profile whose folder exists. Errors: vault.full, vault.io. */
  save(card: ProfileCard): Promise<Result<void, VaultError>>;
}

const MAX_CARD_BYTES = 16 * 1024;

const cardSchema = z.strictObject({
  version: z.literal(1),
  organisation: z.string().max(200),
  member: z.string().max(200),
  demo: z.boolean(),
});

/** `root` is `<userData>/profiles`; it need not exist. */
export function createProfiles(root: string): Profiles {
  const directory = (id: ProfileId): string => {
    // SECURITY: an id becomes part of a path.
    if (!ID_PATTERN.test(id)) throw new TypeError('not a profile id');
    return path.join(root, id);
  };
  const cardFile = (id: ProfileId): string => path.join(directory(id), 'profile.json');

  async function card(id: ProfileId): Promise<ProfileCard> {
    const bytes = await readSmallFile(cardFile(id), MAX_CARD_BYTES);
    const parsed = cardSchema.safeParse(bytes.ok && bytes.value !== null ? jsonOf(bytes.value) : null);
    if (!parsed.success) return { id, organisation: '', member: '', demo: false };
    const { organisation, member, demo } = parsed.data;
    return { id, organisation, member, demo };
  }

  return {
    directory,
    async list() {
      let entries: Dirent[];
      try {
        entries = await readdir(root, { withFileTypes: true });
      } catch (error) {
        const fault = diskFault(error);
        return fault.detail === 'ENOENT' ? ok([]) : err(fault);
      }
      const cards: ProfileCard[] = [];
      for (const entry of entries) {
        if (!entry.isDirectory() || !ID_PATTERN.test(entry.name)) continue;
        const id = entry.name as ProfileId;
        if (await exists(path.join(directory(id), 'vault.json'))) cards.push(await card(id));
      }
      return ok(cards.sort(byName));
    },
    save({ id, organisation, member, demo }) {
      const content = cardSchema.parse({ version: 1, organisation, member, demo });
      return replaceFile(cardFile(id), utf8(`${JSON.stringify(content)}\n`));
    },
  };
}

function byName(a: ProfileCard, b: ProfileCard): number {
  return a.organisation.localeCompare(b.organisation) || a.member.localeCompare(b.member) || (a.id < b.id ? -1 : 1);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return null;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file, constants.F_OK);
    return true;
  } catch {
    return false;
  }
}
