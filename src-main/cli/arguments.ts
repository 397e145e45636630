import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { type CliError, cliError } from './answer.ts';

interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What the value is called in the help text. */
  readonly value?: string;
  readonly help: string;
}

interface CommandSpec {
  readonly help: string;
  /** How the positional arguments are written. */
  readonly usage: string;
  readonly positionals: readonly [least: number, most: number];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly required?: readonly string[];
}

const text = (value: string, help: string): OptionSpec => ({ type: 'string', value, help });
const flag = (help: string): OptionSpec => ({ type: 'boolean', help });

/** Options of every command. */
export const COMMON: Readonly<Record<string, OptionSpec>> = {
  profile: text('WHICH', 'id, its first letters, or the member’s name; needed when there are several'),
  'data-dir': text('DIR', 'where profiles are kept, instead of the window’s own place'),
  'password-fd': text('N', 'read the password from file descriptor N'),
  json: flag('answer in JSON'),
  quiet: flag('no progress on standard error'),
  help: flag('this text'),
};

const oneTimePassword = text('N', 'read the one-time password of a reset link from file descriptor N');
const passwordOnly = flag('go on where no system keychain answers');
const packagePassword = text('N', 'read the package’s own password from file descriptor N');
const askPackagePassword = flag('ask for the package’s own password');

export const COMMANDS = {
  profiles: { help: 'list the profiles on this computer', usage: '', positionals: [0, 0], options: {} },
  'create-organisation': {
    help: 'found an organisation on an empty hub folder',
    usage: '',
    positionals: [0, 0],
    options: {
      organisation: text('NAME', 'name of the organisation'),
      name: text('NAME', 'your name'),
      email: text('ADDRESS', 'your e-mail address'),
      hub: text('DIR', 'an existing folder or network share that all members reach'),
      preset: text('NAME', 'roles to begin with: sealpost (default), egress, sofie, agent-team, quatrix, couchdrop'),
      'allow-password-only': passwordOnly,
    },
    required: ['organisation', 'name', 'email', 'hub'],
  },
  invite: {
    help: 'invite somebody; prints the link, which is a secret between you two',
    usage: '',
    positionals: [0, 0],
    options: {
      name: text('NAME', 'their name'),
      email: text('ADDRESS', 'their e-mail address'),
      role: text('ROLE', 'their role, by id or name; what newcomers get when left out'),
      out: text('FILE', 'write an invitation file as well'),
      'welcome-file': text(
        'FILE',
        'greet them with this text (- is standard input); the one from last time when left out',
      ),
      mail: flag('send the link by e-mail, through the mail server set up in the window'),
    },
    required: ['name', 'email'],
  },
  join: {
    help: 'join with an invitation link or file (- reads it from standard input)',
    usage: 'LINK|FILE|-',
    positionals: [1, 1],
    options: {
      name: text('NAME', 'your name, if not as invited'),
      'allow-password-only': passwordOnly,
    },
  },
  unlock: {
    help: 'check the password, go on with what was interrupted, fetch what is new',
    usage: '',
    positionals: [0, 0],
    options: {
      'reset-code': flag('unlock with the help desk’s code or link instead, and set a new password'),
      'reset-code-fd': text('N', 'the same, reading the code or link from file descriptor N'),
      'one-time-password-fd': oneTimePassword,
      'allow-password-only': passwordOnly,
    },
  },
  whoami: { help: 'who you are, what you may do and why', usage: '', positionals: [0, 0], options: {} },
  people: { help: 'list the members', usage: '', positionals: [0, 0], options: {} },
  'reset-password': {
    help: 'let somebody in again who forgot their password; prints a code, which is a secret between you two',
    usage: 'WHO',
    positionals: [1, 1],
    options: {
      'one-time-password': flag('a link and a one-time password instead of a code'),
      'one-time-password-fd': text('N', 'read a one-time password of your choice from file descriptor N'),
    },
  },
  role: {
    help: 'give a member another role',
    usage: 'WHO ROLE',
    positionals: [2, 2],
    options: {},
  },
  send: {
    help: 'send files and folders; without any, only the message',
    usage: '[PATH...]',
    positionals: [0, 10_000],
    options: {
      to: {
        type: 'string',
        multiple: true,
        value: 'WHO',
        help: 'e-mail address, name or id; “me” is your briefcase; may be repeated',
      },
      subject: text('TEXT', 'at most 200 characters'),
      message: text('TEXT', 'the message'),
      'message-file': text('FILE', 'the message from a file (- is standard input)'),
      expires: text('WHEN', 'such as 12h, 7d, or a day: 2030-12-31'),
      'package-password-fd': packagePassword,
      'ask-package-password': askPackagePassword,
    },
    required: ['to'],
  },
  inbox: {
    help: 'fetch and list what came',
    usage: '',
    positionals: [0, 0],
    options: {
      box: text('BOX', 'inbox (default), sent or briefcase'),
      limit: text('N', 'at most so many, newest first; 50 by default'),
    },
  },
  open: {
    help: 'show a package; with --to, save its files, verified before they appear',
    usage: 'PACKAGE',
    positionals: [1, 1],
    options: {
      to: text('DIR', 'save into this folder'),
      file: {
        type: 'string',
        multiple: true,
        value: 'N',
        help: 'save only the file with this number; may be repeated',
      },
      'package-password-fd': packagePassword,
      'ask-package-password': askPackagePassword,
    },
  },
  log: {
    help: 'verify the policy history and print it',
    usage: '',
    positionals: [0, 0],
    options: { limit: text('N', 'at most so many, newest first; all by default') },
  },
  can: {
    help: 'whether somebody may do something; ends with 0 for yes, 4 for no',
    usage: 'WHO PERMISSION [RESOURCE]',
    positionals: [2, 3],
    options: { why: flag('every step, what it hides, and what would change the answer') },
  },
  'who-can': {
    help: 'who may do something',
    usage: 'PERMISSION [RESOURCE]',
    positionals: [1, 2],
    options: {},
  },
  matrix: {
    help: 'who may do what, as a table of permissions by people, or by roles',
    usage: '',
    positionals: [0, 0],
    options: { roles: flag('what each role gives, instead of what each person may do') },
  },
  'what-if': {
    help: 'who would gain and lose what by a file of changes; changes nothing',
    usage: 'FILE|-',
    positionals: [1, 1],
    options: {},
  },
  change: {
    help: 'sign a file of changes, all or nothing',
    usage: 'FILE|-',
    positionals: [1, 1],
    options: {},
  },
  history: {
    help: 'what the policy history says of a person, or all of it',
    usage: '[WHO]',
    positionals: [0, 1],
    options: { limit: text('N', 'at most so many entries, newest first') },
  },
  billing: {
    help: 'the billing history: list it, add a record with its invoice, save an invoice, declare a record void',
    usage: 'list|add|save RECORD FILE|void RECORD',
    positionals: [1, 3],
    options: {
      all: flag('list void records, too'),
      date: text('DAY', 'of the new record, such as 2030-12-31'),
      description: text('TEXT', 'what was bought'),
      supplier: text('NAME', 'from whom'),
      number: text('TEXT', 'the invoice’s number'),
      amount: text('AMOUNT', 'such as 119.00; below zero for a credit note'),
      currency: text('CODE', 'ISO 4217, such as EUR'),
      licences: text('N', 'licences that were bought with it'),
      invoice: text('FILE', 'the invoice, at most 10 MiB'),
      replaces: text('RECORD', 'the record that this one corrects; it is declared void'),
    },
  },
  licences: { help: 'who uses a licence, since when', usage: '', positionals: [0, 0], options: {} },
  diff: {
    help: 'who gained and lost what between two entries of the policy history',
    usage: 'FROM [TO]',
    positionals: [1, 2],
    options: {},
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

export const commandSpec = (name: CommandName): CommandSpec => COMMANDS[name];

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

/** A command line, as far as its shape goes. */
export interface Parsed {
  readonly command: CommandName;
  readonly positionals: readonly string[];
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

export type ParsedLine =
  | { readonly kind: 'command'; readonly parsed: Parsed }
  | { readonly kind: 'help'; readonly command: CommandName | null };

const usage = (detail: string) => err(cliError('cli.usage', detail));

/** @param args without the program's name */
export function parseCommandLine(args: readonly string[]): Result<ParsedLine, CliError> {
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const [about] = rest;
    return ok({ kind: 'help', command: about !== undefined && isCommand(about) ? about : null });
  }
  if (!isCommand(first)) return usage(`There is no command “${first}”. See: sealpost --help`);
  const spec = commandSpec(first);
  const split = splitArguments({ ...COMMON, ...spec.options }, rest);
  if (!split.ok) return split;
  const { values, positionals } = split.value;
  if (values.help === true) return ok({ kind: 'help', command: first });
  const missing = spec.required?.find((option) => values[option] === undefined);
  if (missing !== undefined) return usage(`“${first}” needs --${missing}. See: sealpost ${first} --help`);
  const [least, most] = spec.positionals;
  if (positionals.length < least) return usage(`“${first}” needs ${spec.usage}. See: sealpost ${first} --help`);
  if (positionals.length > most) return usage(`“${positionals[most]}” is one argument too many for “${first}”.`);
  const parsed: Parsed = {
    command: first,
    positionals,
    text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    texts: (option) => (Array.isArray(values[option]) ? values[option].filter((each) => typeof each === 'string') : []),
    flag: (option) => values[option] === true,
  };
  return ok({ kind: 'command', parsed });
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function splitArguments(
  specs: Readonly<Record<string, OptionSpec>>,
  args: readonly string[],
): Result<{ readonly values: Values; readonly positionals: readonly string[] }, CliError> {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return ok({ values, positionals });
  } catch (error) {
    return usage(error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
}
