import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Catalogue, en } from '../../assets/locales/en.ts';
import type { Settings } from '../../src-shared/ipc/app-contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import { createFormat, type Format } from '../../src-shared/text/format.ts';
import { createTranslate, type Params, render, type Translate } from '../../src-shared/text/translate.ts';
import { SOON_MS, type Wanted } from '../ui/late.ts';
import { type Language, loadCatalogue, START } from './catalogues.ts';

export interface I18n {
  readonly t: Translate<typeof en>;
  readonly format: Format;
  /** A key that main names (a reason, a history line, an error); `fallback` when the catalogue does not know it. */
  readonly lookup: (key: string, params: Params, fallback: string) => string;
  /** What failed, why, what to do next. */
  readonly error: (error: IpcError) => string;
}

/** The language of the catalogue and the locale of dates and sizes: the person's own region where it speaks it. */
export function chooseLocale(
  language: Settings['language'],
  preferred: readonly string[],
): { readonly language: Language; readonly locale: string } {
  const known = (tag: string): Language | null => (/^de\b/i.test(tag) ? 'de' : /^en\b/i.test(tag) ? 'en' : null);
  const wanted = language === 'system' ? (preferred.map(known).find((found) => found !== null) ?? 'en') : language;
  return { language: wanted, locale: preferred.find((tag) => known(tag) === wanted) ?? wanted };
}

/** @param catalogue a whole language, or the part of it that is there: a text of the rest is empty, never its key */
export function createI18n(catalogue: Partial<Catalogue>, locale: string): I18n {
  const lookup: I18n['lookup'] = (key, params, fallback) => {
    const message = Object.hasOwn(catalogue, key) ? catalogue[key as keyof Catalogue] : undefined;
    return message === undefined ? fallback : render(message, params, locale);
  };
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

interface Texts extends I18n {
  /** Whether every text is there, and not only what is said before a vault is open. */
  readonly whole: boolean;
}

const Context = createContext<Texts>({ ...createI18n(START.en, 'en'), whole: false });

interface Loaded {
  readonly language: Language;
  readonly locale: string;
  readonly catalogue: Catalogue;
}

export interface LocalisedProps {
  readonly language: Settings['language'];
  /** When the whole catalogue is needed. */
  readonly wanted: Wanted;
  readonly children: ReactNode;
}

/** A whole catalogue that is shown stays until that of another chosen language is there. */
export function Localised({ language, wanted, children }: LocalisedProps) {
  const chosen = useMemo(() => chooseLocale(language, navigator.languages), [language]);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const here = loaded?.language === chosen.language;
  useEffect(() => {
    if (here || wanted === 'later') return;
    let current = true;
    const begin = (): void =>
      void loadCatalogue(chosen.language).then((catalogue) => {
        if (current) setLoaded({ ...chosen, catalogue });
      });
    const timer = wanted === 'soon' ? setTimeout(begin, SOON_MS) : undefined;
    if (wanted === 'now') begin();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [chosen, here, wanted]);

  const shown = loaded ?? chosen;
  const texts = useMemo<Texts>(() => {
    const catalogue = loaded?.catalogue ?? START[shown.language];
    return { ...createI18n(catalogue, shown.locale), whole: loaded !== null };
  }, [loaded, shown]);
  useEffect(() => {
    document.documentElement.lang = shown.language;
  }, [shown]);
  return (
    <I18nProvider locale={shown.locale}>
      <Context value={texts}>{children}</Context>
    </I18nProvider>
  );
}

export function useI18n(): I18n {
  return useContext(Context);
}

/** Whether what is said in an open vault is there. */
export function useAllTexts(): boolean {
  return useContext(Context).whole;
}
