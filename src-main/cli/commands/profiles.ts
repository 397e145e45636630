import { ok } from '../../../src-shared/base/result.ts';
import type { Command } from '../context.ts';
import { formatTable } from '../format.ts';

export const profiles: Command = async ({ app }) => {
  const found = await app.profiles();
  const rows = found.map(({ id, organisation, member }) => [id, member, organisation]);
  return ok({
    json: { profiles: found.map(({ id, organisation, member, demo }) => ({ id, organisation, member, demo })) },
    lines: found.length === 0 ? ['No profiles yet.'] : formatTable(['PROFILE', 'MEMBER', 'ORGANISATION'], rows),
  });
};
