import { readFonts } from '../pdf/fonts.ts';
import { renderKit } from '../vault/kit/sheet.ts';
import { KIT_TEXTS, type KitLanguage } from '../vault/kit/texts.ts';

export interface RecoveryKit {
  /** Groups of letters and digits; the only thing on the page that is secret. */
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  readonly at: number;
  readonly language: KitLanguage;
}

/** Dates as they are written where each language is at home: the day first, the month as a word. */
const LOCALES: Readonly<Record<KitLanguage, string>> = { en: 'en-GB', de: 'de-DE' };

/** A page to print and put away: what it is for, the code, and what to do with it. */
export async function recoveryKitPdf({
  code,
  name,
  email,
  organisation,
  at,
  language,
}: RecoveryKit): Promise<Uint8Array> {
  const date = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long' }).format(at);
  const texts = KIT_TEXTS[language];
  return renderKit({ code, organisation, member: name, email, date, texts }, await readFonts());
}
