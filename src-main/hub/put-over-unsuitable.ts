import type { Hub, HubResult, PutOptions } from './port.ts';

/**
 * Puts an object that is not there; where a link or device stands in its place, over that: it holds nothing of ours. Only
 * for objects whose right bytes every writer agrees on, as somebody else may be doing the same.
 */
export async function putOverUnsuitable(
  hub: Hub,
  key: string,
  body: Uint8Array,
  options: Omit<PutOptions, 'ifAbsent'>,
): HubResult<'stored' | 'exists'> {
  const put = await hub.put(key, body, { ...options, ifAbsent: true });
  if (!put.ok || put.value === 'stored') return put;
  const standing = await hub.get(key, { maxBytes: 1, range: { start: 0, length: 1 } });
  if (standing.ok) return put;
  return standing.error.code === 'hub.unsuitable' ? hub.put(key, body, options) : standing;
}
