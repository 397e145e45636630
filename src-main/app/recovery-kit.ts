import { textPdf } from './text-pdf.ts';

export interface RecoveryKit {
  /** Groups of letters and digits; the only thing on the page that is secret. */
  readonly code: string;
  readonly name: string;
  readonly organisation: string;
  readonly at: number;
}

/** A page to print and put away: what it is for, the code, and what to do with it. */
export function recoveryKitPdf({ code, name, organisation, at }: RecoveryKit): Uint8Array {
  const groups = code.split('-');
  const rows: string[] = [];
  for (let first = 0; first < groups.length; first += 3) rows.push(`#${groups.slice(first, first + 3).join('-')}`);
  return textPdf('Sealpost recovery kit', [
    `For ${name}, member of ${organisation}. Made on ${new Date(at).toISOString().slice(0, 10)}.`,
    '',
    'This code opens your vault on the computer where it was made, when you have forgotten your password or the',
    'system keychain has lost its part. Print this page, put it away where you keep important papers, delete the file.',
    'Whoever has this page and that computer can read your packages.',
    '',
    ...rows,
    '',
    'To use it: start Sealpost, choose "Forgot your password?" on the unlock screen, type the code, choose a new',
    'password. Capitals, spaces and dashes do not matter; the letters I, L, O and U do not occur.',
  ]);
}
