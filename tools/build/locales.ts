import type { Plugin } from 'vite';

/** The languages of assets/locales, as React Aria names its files. */
const OURS = new Set(['en-US', 'de-DE']);

/** Where React Aria keeps its own texts: one file a language, all of them imported by every component with a text. */
const TEXTS = /[\\/]react-(?:aria|aria-components|stately)[\\/].*[\\/]intl[\\/](?:.*[\\/])?([a-z]{2}-[A-Z]{2})\.mjs$/;

/**
 * Leaves out React Aria's texts in languages that the window does not speak, a sixth of the page's program. React Aria
 * falls back to `en-US` for a language without texts; `I18nProvider` only ever gets one of ours.
 */
export function onlyOurLocales(): Plugin {
  return {
    name: 'only-our-locales',
    enforce: 'pre',
    load(id) {
      const language = TEXTS.exec(id)?.[1];
      return language === undefined || OURS.has(language) ? null : 'export default undefined;';
    },
  };
}
