import type { PackageId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { packageKeys } from '../keys.ts';

const PAGE = 1000;
const AT_ONCE = 8;

async function deleteAll(hub: Hub, keys: readonly string[]): Promise<Result<void, HubError>> {
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const results = await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => hub.delete(key)));
    for (const result of results) if (!result.ok) return result;
  }
  return ok();
}

/** Deletes every object of a package but those that `keep` names. Can be repeated until it succeeds. */
export async function removeObjects(
  hub: Hub,
  id: PackageId,
  keep: (key: string) => boolean = () => false,
): Promise<Result<void, HubError>> {
  let after: string | undefined;
  for (;;) {
    const page = await hub.list(packageKeys.all(id), { limit: PAGE, ...(after === undefined ? {} : { after }) });
    if (!page.ok) return page;
    const deleted = await deleteAll(
      hub,
      page.value.keys.filter((key) => !keep(key)),
    );
    if (!deleted.ok) return deleted;
    const last = page.value.keys.at(-1);
    if (!page.value.more || last === undefined || (after !== undefined && last <= after)) return ok();
    after = last;
  }
}
