import { letters as de } from '../../assets/locales/de/letters.ts';
import { letters as en } from '../../assets/locales/en/letters.ts';
import { createFormat } from '../../src-shared/text/format.ts';
import { createTranslate, type Translate } from '../../src-shared/text/translate.ts';
import type { Letter, MailAddress } from './port.ts';

export type LetterLanguage = 'en' | 'de';

const TEXTS = { en, de } as const;
const LOCALES: Readonly<Record<LetterLanguage, string>> = { en: 'en-GB', de: 'de-DE' };

const translator = (language: LetterLanguage): Translate<typeof en> =>
  createTranslate<typeof en>(TEXTS[language], LOCALES[language]);

/** A part of a letter: a paragraph, numbered steps, or words that stand as they are: somebody's greeting, a link. */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'steps'; readonly steps: readonly string[] }
  | { readonly kind: 'quote' | 'link'; readonly text: string };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** SECURITY: every name and greeting is somebody's own choice; none of it is markup. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

function plain(part: Part): string {
  if (part.kind === 'steps') return part.steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  return part.kind === 'quote' ? part.text.replace(/^/gm, '    ').replace(/^ +$/gm, '') : part.text;
}

function markup(part: Part): string {
  switch (part.kind) {
    case 'text':
      return `<p>${escaped(part.text)}</p>`;
    case 'steps':
      return `<ol>${part.steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>`;
    case 'quote':
      return `<blockquote>${escaped(part.text).replaceAll('\n', '<br>')}</blockquote>`;
    case 'link':
      // Not only as a link: most mail programs take out addresses of schemes that they do not know.
      return `<p><a href="${escaped(part.text)}" style="font-family:monospace;word-break:break-all">${escaped(part.text)}</a></p>`;
  }
}

function letter(language: LetterLanguage, to: MailAddress, subject: string, parts: readonly Part[]): Letter {
  const head = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head>`;
  const body = `<body style="font-family:sans-serif;line-height:1.5;max-width:40em">${parts.map(markup).join('\n')}</body>`;
  return { to, subject, text: `${parts.map(plain).join('\n\n')}\n`, html: `${head}${body}</html>` };
}

export interface InvitationLetter {
  readonly to: MailAddress;
  readonly inviter: string;
  readonly organisation: string;
  /** A secret: whoever reads it first can join. */
  readonly link: string;
  readonly expiresAt: number;
  /** The organisation's own words, as `normaliseWelcome` leaves them; null: none. */
  readonly welcome: string | null;
}

export function invitationLetter(language: LetterLanguage, invitation: InvitationLetter): Letter {
  const t = translator(language);
  const { to, inviter, organisation, link, welcome } = invitation;
  const date = createFormat(LOCALES[language]).dateTime(invitation.expiresAt);
  const text = (words: string): Part => ({ kind: 'text', text: words });
  return letter(language, to, t('letter.invitation.subject', { inviter, organisation }), [
    text(t('letter.invitation.hello', { name: to.name })),
    text(t('letter.invitation.lead', { inviter, organisation })),
    ...(welcome === null ? [] : [{ kind: 'quote', text: welcome } as const]),
    {
      kind: 'steps',
      steps: [t('letter.invitation.install'), t('letter.invitation.choose'), t('letter.invitation.paste')],
    },
    { kind: 'link', text: link },
    text(t('letter.invitation.until', { date })),
    text(t('letter.invitation.secret')),
    text(t('letter.invitation.compare', { inviter })),
    text(t('letter.invitation.unknown', { inviter })),
  ]);
}

export function testLetter(language: LetterLanguage, to: MailAddress, organisation: string): Letter {
  const t = translator(language);
  return letter(language, to, t('letter.test.subject'), [
    { kind: 'text', text: t('letter.test.lead', { organisation }) },
    { kind: 'text', text: t('letter.test.why') },
  ]);
}
