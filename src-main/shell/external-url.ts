/** Pages that the interface may ask for; it names one, never an address. */
export const EXTERNAL_PAGES = {
  licence: 'https://www.gnu.org/licenses/agpl-3.0.html',
  source: 'https://www.gnu.org/licenses/agpl-3.0.html#section13',
} as const;

const HOSTS: ReadonlySet<string> = new Set(['www.gnu.org']);

/** SECURITY: S7. The address to hand to the system's browser, re-serialised; null when it is not on the list. */
export function externalUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  return plain && HOSTS.has(url.hostname) ? url.href : null;
}
