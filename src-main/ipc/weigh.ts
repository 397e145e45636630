/** Nesting of the deepest request of the contract, and some. */
const MAX_DEPTH = 8;

/**
 * SECURITY: S8. Whether a payload is plain data (objects, lists, strings, numbers, booleans, null) and not heavier than
 * `limit`, about the bytes that it takes. Stops counting at the limit, so a huge payload costs no more than the limit.
 */
export function isPlainWithin(value: unknown, limit: number): boolean {
  let left = limit;
  const visit = (item: unknown, depth: number): boolean => {
    left -= 8;
    if (left < 0 || depth > MAX_DEPTH) return false;
    if (item === null || typeof item === 'number' || typeof item === 'boolean') return true;
    if (typeof item === 'string') {
      left -= 2 * item.length;
      return left >= 0;
    }
    if (typeof item !== 'object') return false;
    if (Array.isArray(item)) return item.every((element) => visit(element, depth + 1));
    if (Object.getPrototypeOf(item) !== Object.prototype) return false;
    return Object.entries(item).every(([key, field]) => visit(key, depth + 1) && visit(field, depth + 1));
  };
  return visit(value, 0);
}
