import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter, MailAddress } from './port.ts';

/**
 * SECURITY: nothing that could begin a header of its own comes through here, whoever let it in: the composer encodes what
 * is not ASCII and quotes what is special, and control characters are gone before it sees them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
const headerText = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();

const headerAddress = ({ name, address }: MailAddress) => ({ name: headerText(name), address: headerText(address) });

/** The exact bytes of the message (RFC 5322): plain text, and the same as HTML. */
export function mimeOf(letter: Letter, from: MailAddress, at: number): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: headerAddress(from),
    to: headerAddress(letter.to),
    subject: headerText(letter.subject),
    text: letter.text,
    html: letter.html,
    date: new Date(at),
    // Nothing in a letter is fetched from anywhere when it is composed.
    disableFileAccess: true,
    disableUrlAccess: true,
    // Says that a program wrote it, so that no out-of-office reply comes back (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  return composer.compile().build();
}
