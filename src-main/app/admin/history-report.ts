import { permissions as deKeys } from '../../../assets/locales/de/permissions.ts';
import { policy as dePolicy } from '../../../assets/locales/de/policy.ts';
import { policySettings as deSettings } from '../../../assets/locales/de/policy-settings.ts';
import { presets as dePresets } from '../../../assets/locales/de/presets.ts';
import { permissions as enKeys } from '../../../assets/locales/en/permissions.ts';
import { policy as enPolicy } from '../../../assets/locales/en/policy.ts';
import { policySettings as enSettings } from '../../../assets/locales/en/policy-settings.ts';
import { presets as enPresets } from '../../../assets/locales/en/presets.ts';
import { inWords } from '../../../src-shared/text/history-names.ts';
import { type Message, type Params, render } from '../../../src-shared/text/translate.ts';
import type { LogEntryView } from '../../organisation/policy-log.ts';
import { A4, type Colour, type Page, renderPages, type TextStyle } from '../../pdf/document.ts';
import { readFonts } from '../../pdf/fonts.ts';
import { paragraph } from '../../pdf/paragraph.ts';
import { nameIn } from '../people.ts';
import { type ActionLine, actionLines } from './action-line.ts';
import type { AdminPorts } from './ports.ts';

export type ReportLanguage = 'en' | 'de';

type Texts = Readonly<Record<string, Message>>;
const WORDS: Readonly<Record<ReportLanguage, Texts>> = {
  en: { ...enKeys, ...enPolicy, ...enSettings, ...enPresets },
  de: { ...deKeys, ...dePolicy, ...deSettings, ...dePresets },
};
const LOCALES: Readonly<Record<ReportLanguage, string>> = { en: 'en-GB', de: 'de-DE' };
const SHEET = {
  en: {
    title: 'Policy history',
    lead: (last: number, date: string) => `Entries 0 to ${last}, as verified on this computer on ${date}.`,
    head: 'Hash of the last entry',
    entry: (seq: number) => `Entry ${seq}`,
  },
  de: {
    title: 'Regelverlauf',
    lead: (last: number, date: string) => `Einträge 0 bis ${last}, auf diesem Computer geprüft am ${date}.`,
    head: 'Hash des letzten Eintrags',
    entry: (seq: number) => `Eintrag ${seq}`,
  },
} as const;

/** Nothing stands in the lowest 60 points, so that it prints whole on US Letter as well. */
const LEFT = 56;
const TOP = 64;
const BOTTOM = A4.height - 84;
const WIDTH = A4.width - 2 * LEFT;
const LEADING = 14;
const INK: Colour = [0.09, 0.11, 0.15];
const SOFT: Colour = [0.37, 0.4, 0.46];
const BODY: TextStyle = { font: 'regular', size: 10, colour: INK };
const SMALL: TextStyle = { font: 'regular', size: 8.5, colour: SOFT };
const PIECE = 500;

/** The policy history as a PDF to be read or filed, newest entry first. What proves it is the JSON of `historyJson`. */
export async function historyPdf(ports: AdminPorts, language: ReportLanguage): Promise<Uint8Array> {
  const { log } = ports.membership;
  const state = log.state();
  const texts = SHEET[language];
  const dates = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short' });
  const info = { title: `${texts.title} – ${state.name}`, language, ...A4 };
  return renderPages(info, await readFonts(), (next) => {
    const sheets = new Sheets(next);
    sheets.text(state.name, SMALL);
    sheets.text(texts.title, { font: 'bold', size: 22, colour: INK }, 26);
    sheets.text(texts.lead(state.head.seq, dates.format(ports.now())), BODY);
    sheets.text(`${texts.head}: ${state.head.hash}`, SMALL, 24);
    for (const entry of entriesOf(ports)) {
      const heading = `${texts.entry(entry.seq)} · ${dates.format(entry.at)} · ${nameIn(state, entry.author)}`;
      sheets.keepTogether(3);
      sheets.text(heading, SMALL);
      for (const line of actionLines(entry.actions, state)) sheets.text(sentence(line, language), BODY);
      sheets.space(8);
    }
  });
}

function* entriesOf({ membership: { log } }: AdminPorts): Generator<LogEntryView> {
  let before: number | null = null;
  for (;;) {
    const piece: readonly LogEntryView[] = log.history(before, PIECE);
    yield* piece;
    const last = piece.at(-1);
    if (last === undefined || last.seq === 0) return;
    before = last.seq;
  }
}

/** Parameters that are keys, and where the catalogue has their words. */
const KEYS = {
  permission: 'permission',
  setting: 'setting',
  danger: 'danger',
  effect: 'effect',
  value: 'mode',
} as const;

function sentence({ text, params }: ActionLine, language: ReportLanguage): string {
  const words = WORDS[language];
  const locale = LOCALES[language];
  const filled = inWords(params, (key) => {
    const word = words[key];
    return word === undefined ? key : render(word, {}, locale);
  });
  for (const [field, prefix] of Object.entries(KEYS)) {
    const value = params[field];
    const word = value === undefined ? undefined : words[`${prefix}.${value}`];
    if (word !== undefined) filled[field] = render(word, {}, locale);
  }
  const message = words[text];
  return message === undefined ? text : render(message, filled satisfies Params, locale);
}

/** One page after another, filled from the top. */
class Sheets {
  readonly #next: () => Page;
  #page: Page;
  #y = TOP;

  constructor(next: () => Page) {
    this.#next = next;
    this.#page = next();
  }

  text(text: string, style: TextStyle, leading = LEADING): void {
    if (this.#y > BOTTOM) this.#turn();
    this.#y = paragraph(this.#page, text, { x: LEFT, y: this.#y, width: WIDTH, leading }, style);
  }

  space(points: number): void {
    this.#y += points;
  }

  /** So many lines more are on this page, or all on the next. */
  keepTogether(lines: number): void {
    if (this.#y + lines * LEADING > BOTTOM) this.#turn();
  }

  #turn(): void {
    this.#page = this.#next();
    this.#y = TOP;
  }
}
