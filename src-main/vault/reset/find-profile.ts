import type { ProfileId } from '../../../src-shared/base/ids.ts';
import { parseResetLink } from '../../../src-shared/protocol/reset-link.ts';
import type { Crypto } from '../../crypto/port.ts';
import { loadVaultFile } from '../context.ts';
import type { Profiles } from '../profile/profiles.ts';

/** The profile whose vault a reset link names; null: none here, or it is not a sound link. Opens nothing. */
export async function findResetProfile(crypto: Crypto, profiles: Profiles, text: string): Promise<ProfileId | null> {
  const link = parseResetLink(text);
  const cards = link === null ? null : await profiles.list();
  if (link === null || cards?.ok !== true) return null;
  for (const { id } of cards.value) {
    const file = await loadVaultFile(crypto, profiles.directory(id));
    if (file.ok && file.value?.record.id === link.vault) return id;
  }
  return null;
}
