import type { Chosen } from '../../../src-shared/ipc/files-contract.ts';
import type { I18n } from '../../i18n/i18n.tsx';

/** What a briefcase package is called when nobody was asked: its first item, and how many more there are. */
export function briefcaseSubject(items: readonly Chosen[], { t }: Pick<I18n, 't'>): string {
  const name = items[0]?.name ?? '';
  return items.length <= 1 ? name : t('compose.briefcaseSubject', { name, count: items.length - 1 });
}
