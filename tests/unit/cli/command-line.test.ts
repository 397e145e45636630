import { describe, expect, test } from 'vitest';
import { COMMANDS, parseCommandLine } from '../../../src-main/cli/arguments.ts';
import { defaultDataDirectory } from '../../../src-main/cli/data-directory.ts';
import { EXIT, exitCodeOf } from '../../../src-main/cli/exit-codes.ts';
import { parseExpiry } from '../../../src-main/cli/expiry.ts';
import { helpText } from '../../../src-main/cli/help.ts';
import { messageOf } from '../../../src-main/cli/messages.ts';
import { ERROR_CODES } from '../../../src-shared/ipc/error-codes.ts';

const parsed = (...args: string[]) => {
  const line = parseCommandLine(args);
  if (!line.ok || line.value.kind !== 'command') throw new Error('not a command');
  return line.value.parsed;
};

describe('the command line', () => {
  test('is read into command, positionals and options', () => {
    const send = parsed('send', '--to', 'a@x.org', '--to=b', '--subject', 'S', 'one', 'two', '--json');
    expect([send.command, send.positionals, send.texts('to')]).toEqual(['send', ['one', 'two'], ['a@x.org', 'b']]);
    expect([send.text('subject'), send.text('message'), send.flag('json'), send.flag('quiet')]).toEqual([
      'S',
      undefined,
      true,
      false,
    ]);
  });

  test('takes what follows -- as paths, whatever it looks like', () => {
    expect(parsed('send', '--to', 'me', '--', '--odd', '-x').positionals).toEqual(['--odd', '-x']);
  });

  test.each([
    [['bogus'], 'no command'],
    [['send', 'path'], 'needs --to'],
    [['open'], 'needs PACKAGE'],
    [['open', 'a', 'b'], 'too many'],
    [['whoami', '--colour'], '--colour'],
    [['send', '--to'], '--to'],
    [['invite', '--name', 'x'], 'needs --email'],
    [['profiles', '--json=yes'], '--json'],
  ])('refuses %j', (args, says) => {
    const line = parseCommandLine(args);
    expect(line).toMatchObject({ ok: false, error: { code: 'cli.usage' } });
    expect(line.ok || messageOf(line.error)).toContain(says);
  });

  test('has help for all commands and for each, naming every option', () => {
    expect(helpText(null).join('\n')).toContain('create-organisation');
    for (const [name, { options }] of Object.entries(COMMANDS)) {
      const line = parseCommandLine([name, '--help']);
      if (!line.ok || line.value.kind !== 'help') throw new Error('no help');
      const text = helpText(line.value.command).join('\n');
      for (const option of Object.keys(options)) expect(text).toContain(`--${option}`);
      for (const each of helpText(line.value.command)) expect(each.length).toBeLessThanOrEqual(120);
    }
    for (const args of [[], ['--help'], ['help'], ['-h']]) expect(parseCommandLine(args)).toMatchObject({ ok: true });
  });
});

describe('exit codes', () => {
  test.each([
    ['vault.wrongPassword', EXIT.wrongPassword],
    ['package.needsPassword', EXIT.wrongPassword],
    ['policy.denied', EXIT.refused],
    ['draft.notAllowed', EXIT.refused],
    ['hub.full', EXIT.hub],
    ['log.forked', EXIT.verification],
    ['package.tampered', EXIT.verification],
    ['invitation.forged', EXIT.verification],
    ['invitation.expired', EXIT.invitation],
    ['vault.inUse', EXIT.vault],
    ['draft.empty', EXIT.failed],
    ['cli.whichProfile', EXIT.usage],
  ])('%s ends with %i', (code, exit) => {
    expect(exitCodeOf(code)).toBe(exit);
  });

  test('every error of the product has words, its code, and no unfilled placeholder', () => {
    for (const code of ERROR_CODES) {
      const message = messageOf({ code, detail: 'ENOENT' });
      expect(message).toContain(`[${code}`);
      expect(message).not.toMatch(/\{[a-z]+\}/);
      expect(message).not.toContain('no words for the reason');
      expect(exitCodeOf(code)).toBeGreaterThan(0);
    }
  });
});

describe('expiry', () => {
  const now = Date.UTC(2030, 0, 1);
  test.each([
    ['90m', now + 90 * 60_000],
    ['12h', now + 12 * 3_600_000],
    ['7d', now + 7 * 86_400_000],
    ['2030-12-31', new Date(2030, 11, 31, 23, 59, 59, 999).getTime()],
    [undefined, null],
  ])('%s', (text, at) => {
    expect(parseExpiry(text, now)).toEqual({ ok: true, value: at });
  });

  test.each(['', '7', 'd', '0d', '-1d', '7w', '2030-02-30', '2030-13-01', 'tomorrow'])('refuses %j', (text) => {
    expect(parseExpiry(text, now)).toMatchObject({ ok: false, error: { code: 'cli.usage' } });
  });
});

test('profiles lie where the window keeps them', () => {
  const at = (platform: NodeJS.Platform, environment = {}) => defaultDataDirectory(platform, '/home/ada', environment);
  expect(at('linux')).toBe('/home/ada/.config/Sealpost');
  expect(at('linux', { XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/Sealpost');
  expect(at('darwin')).toBe('/home/ada/Library/Application Support/Sealpost');
  expect(at('win32', { APPDATA: '/roaming' })).toBe('/roaming/Sealpost');
});
