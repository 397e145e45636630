import { COMMANDS, COMMON, type CommandName, commandSpec } from './arguments.ts';
import { columnsOf } from './format.ts';

type Line = readonly [left: string, right: string];

function aligned(lines: readonly Line[]): readonly string[] {
  const width = Math.max(...lines.map(([left]) => columnsOf(left)));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

const optionLines = (options: typeof COMMON): readonly Line[] =>
  Object.entries(options).map(([name, { value, help }]) => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);

/** All commands, or one with its options. */
export function helpText(command: CommandName | null): readonly string[] {
  if (command === null) {
    const names = Object.keys(COMMANDS) as CommandName[];
    return [
      'sealpost COMMAND [OPTIONS]',
      '',
      ...aligned(names.map((name) => [name, commandSpec(name).help])),
      '',
      'Options of every command:',
      ...aligned(optionLines(COMMON)),
      '',
      'The password is asked for; or given by --password-fd N, or, less safely, by the variable SEALPOST_PASSWORD.',
      'Exit codes: 0 done, 1 failed, 2 usage, 3 wrong password, 4 refused by policy, 5 hub, 6 verification failed,',
      '7 vault, 8 invitation, 130 interrupted. All about it: docs/CLI.md',
    ];
  }
  const { usage, help, options } = commandSpec(command);
  const own = optionLines(options);
  return [
    `sealpost ${command} ${usage}`.trimEnd(),
    '',
    `  ${help}`,
    '',
    ...(own.length === 0 ? [] : [...aligned(own), '']),
    'Options of every command:',
    ...aligned(optionLines(COMMON)),
  ];
}
