import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { de } from '../../assets/locales/de.ts';
import { type Catalogue, en } from '../../assets/locales/en.ts';
import type { IpcError, Settings } from '../../src-shared/ipc/contract.ts';
import { createFormat, type Format } from '../../src-shared/text/format.ts';
import { createTranslate, type Params, render, type Translate } from '../../src-shared/text/translate.ts';

export interface I18n {
  readonly t: Translate<typeof en>;
  readonly format: Format;
  /** A key that main names (a reason, a history line, an error); `fallback` when the catalogue does not know it. */
  readonly lookup: (key: string, params: Params, fallback: string) => string;
  /** What failed, why, what to do next. */
  readonly error: (error: IpcError) => string;
}

const catalogues: Readonly<Record<'en' | 'de', Catalogue>> = { en, de };

/** The language of the catalogue and the locale of dates and sizes: the person's own region where it speaks it. */
export function chooseLocale(
  language: Settings['language'],
  preferred: readonly string[],
): { readonly language: 'en' | 'de'; readonly locale: string } {
  const known = (tag: string): 'en' | 'de' | null => (/^de\b/i.test(tag) ? 'de' : /^en\b/i.test(tag) ? 'en' : null);
  const wanted = language === 'system' ? (preferred.map(known).find((found) => found !== null) ?? 'en') : language;
  return { language: wanted, locale: preferred.find((tag) => known(tag) === wanted) ?? wanted };
}

export function createI18n(language: 'en' | 'de', locale: string): I18n {
  const catalogue = catalogues[language];
  const lookup: I18n['lookup'] = (key, params, fallback) =>
    Object.hasOwn(catalogue, key) ? render(catalogue[key as keyof Catalogue], params, locale) : fallback;
  const t = createTranslate<typeof en>(catalogue, locale);
  /** What the policy says of a refused change comes as keys. */
  function inWords({ code, params }: IpcError): Params {
    if (code === 'policy.invalid') {
      return { ...params, problem: lookup(`problem.${params.problem}`, {}, t('reason.unknown')) };
    }
    if (code !== 'policy.denied') return params;
    const { subject = '', subjectText } = params;
    const named = { subject: lookup(String(subjectText), {}, String(subject)) };
    return { ...params, reason: lookup(`decision.${params.reason}`, named, t('reason.unknown')) };
  }
  return {
    t,
    format: createFormat(locale),
    lookup,
    error: (error) => lookup(`error.${error.code}`, inWords(error), t('error.unknown', { code: error.code })),
  };
}

const Context = createContext<I18n>(createI18n('en', 'en'));

export function Localised({ language, children }: { language: Settings['language']; children: ReactNode }) {
  const chosen = useMemo(() => chooseLocale(language, navigator.languages), [language]);
  const i18n = useMemo(() => createI18n(chosen.language, chosen.locale), [chosen]);
  useEffect(() => {
    document.documentElement.lang = chosen.language;
  }, [chosen]);
  return (
    <I18nProvider locale={chosen.locale}>
      <Context value={i18n}>{children}</Context>
    </I18nProvider>
  );
}

export function useI18n(): I18n {
  return useContext(Context);
}
