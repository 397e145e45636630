import { readKitFonts } from '../vault/kit/fonts.ts';
import { renderKit } from '../vault/kit/sheet.ts';
import { KIT_TEXTS } from '../vault/kit/texts.ts';

export interface RecoveryKit {
  /** Groups of letters and digits; the only thing on the page that is secret. */
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  readonly at: number;
}

/** assets/fonts, which lies two folders up from this source as from every bundle, in the package too. */
const FONTS = new URL('../../assets/fonts/', import.meta.url);

/** A page to print and put away: what it is for, the code, and what to do with it. */
export async function recoveryKitPdf({ code, name, email, organisation, at }: RecoveryKit): Promise<Uint8Array> {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(at);
  return renderKit({ code, organisation, member: name, email, date, texts: KIT_TEXTS.en }, await readKitFonts(FONTS));
}
