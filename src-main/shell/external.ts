import { shell } from 'electron';
import { EXTERNAL_PAGES, externalUrl } from './external-url.ts';

/** The one place that opens anything outside (S7). */
export async function openExternal(page: keyof typeof EXTERNAL_PAGES): Promise<void> {
  const url = externalUrl(EXTERNAL_PAGES[page]);
  if (url !== null) await shell.openExternal(url);
}
