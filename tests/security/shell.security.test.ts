import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLEAR_AFTER_SECONDS, type ClipboardPort, createClipboardGuard } from '../../src-main/shell/clipboard-guard.ts';
import { EXTERNAL_PAGES, externalUrl } from '../../src-main/shell/external-url.ts';
import { openedBy, openedByArguments, switchValue } from '../../src-main/shell/link-arguments.ts';
import { createManualTime } from '../support/manual-time.ts';

describe('links outside (S7)', () => {
  it.each(Object.values(EXTERNAL_PAGES))('S7 opens %s as it stands', (url) => {
    expect(externalUrl(url)).toBe(url);
  });

  it.each([
    'http://www.gnu.org/',
    'https://www.gnu.org.evil.example/',
    'https://evil.example/?https://www.gnu.org/',
    'https://user@www.gnu.org/',
    'https://user:pass@www.gnu.org/',
    'https://www.gnu.org:8443/',
    'https://www.gnu.org@evil.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://www.gnu.org/share',
    'ms-msdt:/id',
    '//www.gnu.org/',
    'www.gnu.org',
    '',
    '\0https://www.gnu.org/',
  ])('S7 does not open %j', (url) => {
    const opened = externalUrl(url);
    // A URL parser drops leading control characters; what is left is then on the list.
    expect(opened === null || opened === 'https://www.gnu.org/').toBe(true);
    if (!url.startsWith('\0')) expect(opened).toBeNull();
  });

  it('S7 opens https addresses of listed hosts and nothing else, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.webUrl().map((url) => url.replace(/^\w+:\/\/[^/]+/, 'https://www.gnu.org')),
        ),
        (text) => {
          const opened = externalUrl(text);
          if (opened !== null) expect(opened).toMatch(/^https:\/\/www\.gnu\.org\//);
        },
      ),
    );
  });
});

describe('what the system hands over', () => {
  const open = (word: string) => openedBy(word, '/home/dana', join);

  it('knows a link and an invitation file from anything else', () => {
    expect(open('sealpost://join/abc')).toEqual({ kind: 'link', text: 'sealpost://join/abc' });
    expect(open('SEALPOST://join/abc')).toEqual({ kind: 'link', text: 'SEALPOST://join/abc' });
    expect(open('/tmp/Invitation.sealpost')).toEqual({ kind: 'file', path: '/tmp/Invitation.sealpost' });
    expect(open('Invitation.SEALPOST')).toEqual({ kind: 'file', path: join('/home/dana', 'Invitation.SEALPOST') });
  });

  it.each([
    '',
    '--user-data-dir=/x.sealpost',
    '-x.sealpost',
    'https://x',
    'file.txt',
    `sealpost://${'x'.repeat(10_000)}`,
    'a\0.sealpost',
  ])('leaves %.40j alone', (word) => {
    expect(open(word)).toBeNull();
  });

  it('takes the first that fits and never the program itself', () => {
    const words = ['/opt/sealpost.sealpost', '--flag', 'x', 'sealpost://join/1', 'sealpost://join/2'];
    expect(openedByArguments(words, '/', join)).toEqual({ kind: 'link', text: 'sealpost://join/1' });
    expect(openedByArguments(['sealpost://join/1'], '/', join)).toBeNull();
  });

  it('reads a switch of the command line', () => {
    expect(switchValue(['app', '--user-data-dir=/tmp/a=b'], 'user-data-dir')).toBe('/tmp/a=b');
    expect(switchValue(['app', '--user-data-dir='], 'user-data-dir')).toBeNull();
    expect(switchValue(['app', '--user-data-dirx=/tmp'], 'user-data-dir')).toBeNull();
  });
});

describe('the clipboard (S16)', () => {
  function bench() {
    const time = createManualTime();
    let held = '';
    const clipboard: ClipboardPort = {
      read: async () => held,
      write: (text) => {
        held = text;
      },
      clear: () => {
        held = '';
      },
    };
    const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    return { time, settle, guard: createClipboardGuard(clipboard, time), held: () => held, other: clipboard.write };
  }

  it('S16 is cleared when the time is over', async () => {
    const { guard, time, settle, held } = bench();
    expect(guard.copy('secret')).toBe(CLEAR_AFTER_SECONDS);
    time.pass(CLEAR_AFTER_SECONDS * 1000 - 1);
    await settle();
    expect(held()).toBe('secret');
    time.pass(1);
    await settle();
    expect(held()).toBe('');
  });

  it('S16 is left alone when something else was copied since', async () => {
    const { guard, time, settle, held, other } = bench();
    guard.copy('secret');
    other('of another program');
    time.pass(CLEAR_AFTER_SECONDS * 1000);
    await settle();
    expect(held()).toBe('of another program');
  });

  it('S16 counts anew when something is copied again, and clears on quit', async () => {
    const { guard, time, settle, held } = bench();
    guard.copy('first');
    time.pass(CLEAR_AFTER_SECONDS * 1000 - 1);
    guard.copy('second');
    time.pass(1);
    await settle();
    expect(held()).toBe('second');
    await guard.clear();
    expect(held()).toBe('');
    expect(time.waiting()).toBe(0);
  });
});
