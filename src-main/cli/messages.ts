import { errors } from '../../assets/locales/en/errors.ts';
import type { CliError } from './answer.ts';
import { printable } from './format.ts';
import { problemWord, reasonWord } from './policy-words.ts';

/** Errors of the command line itself; all others are those of the window. */
const own: Readonly<Record<string, string>> = {
  internal: 'That did not work. Sealpost made a mistake; it is noted in logs/cli.log of the data folder. Try again.',
  'cli.usage': '{detail}',
  'cli.noPassword':
    'No password was given. There is no terminal to ask on. Use --password-fd N, or the variable SEALPOST_PASSWORD.',
  'cli.passwordMismatch': 'Nothing was made. The two passwords differ. Try again.',
  'cli.noProfile': 'There is no profile here. Found an organisation (create-organisation) or join one (join) first.',
  'cli.whichProfile': 'Which profile? There are several: {detail}. Name one with --profile.',
  'cli.unknownProfile': 'There is no profile “{detail}”. See: sealpost profiles',
  'cli.unknownRecipient': 'Nothing was sent. Nobody active is called “{detail}”. See: sealpost people',
  'cli.ambiguousRecipient': 'Nothing was sent. “{detail}” is more than one person. Use the e-mail address.',
  'cli.unknownPackage': 'There is no package “{detail}”. See: sealpost inbox',
  'cli.ambiguousPackage': '“{detail}” begins more than one package’s id. Give more of it.',
  'cli.unknownResource': 'There is no “{detail}”.',
  'cli.changes': 'Nothing was changed. The file of changes cannot be used: {detail}.',
  'cli.file': '“{detail}” cannot be read or written.',
  'cli.interrupted': 'Interrupted.',
  'vault.noKeychain':
    'Nothing was made. No system keychain answers on this computer. Give --allow-password-only to let the password alone protect the vault, or set up a keychain first.',
};

const catalogue: Readonly<Record<string, string>> = errors;

/** What the policy says of a refused change comes as a key. */
function wordOf(code: string, detail: string): string {
  if (code === 'policy.denied') return reasonWord(detail);
  return code === 'policy.invalid' ? problemWord(detail) : detail;
}

/** The error in words; the code in brackets, for looking it up in docs/CLI.md. */
export function messageOf({ code, detail }: CliError): string {
  const text = own[code] ?? catalogue[`error.${code}`] ?? catalogue['error.unknown'] ?? code;
  const word = wordOf(code, detail);
  const filled = text.replace(/\{[a-z]+\}/g, printable(code in own || word !== '' ? word : code));
  const extra = detail !== '' && filled === text ? `: ${printable(detail)}` : '';
  return `${filled} [${code}${extra}]`;
}
