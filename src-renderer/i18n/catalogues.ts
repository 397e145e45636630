import { start as de } from '../../assets/locales/de/start.ts';
import { start as en } from '../../assets/locales/en/start.ts';
import type { Catalogue } from '../../assets/locales/en.ts';

export type Language = 'en' | 'de';

/**
 * What the window says before a vault is open: there from the beginning, in every language, because it is small and the
 * language is known only when main has answered. The rest, 15 times as much, comes later and in one language.
 */
export const START: Readonly<Record<Language, Partial<Catalogue>>> = { en, de };

const load: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => (await import('../../assets/locales/en.ts')).en,
  de: async () => (await import('../../assets/locales/de.ts')).de,
};

const loading = new Map<Language, Promise<Catalogue>>();

/** The whole catalogue of a language; loaded when it is first asked for. */
export function loadCatalogue(language: Language): Promise<Catalogue> {
  const known = loading.get(language) ?? load[language]();
  loading.set(language, known);
  return known;
}
