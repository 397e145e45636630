import { expect, test } from 'vitest';
import { twoPeople } from '../../support/cli.ts';

const NEXT = 'a password of my own';

test('resets a forgotten password on the command line: by code, and by link and one-time password', async () => {
  const { as } = await twoPeople();
  expect((await as('ada', ['unlock'])).code).toBe(0);
  expect((await as('bob', ['unlock', '--json'])).json).toMatchObject({ passwordReset: null });

  const reset = await as('ada', ['reset-password', 'bob@example.org', '--json']);
  expect(reset.json).toMatchObject({ ok: true, proposed: false, link: null });
  const code = String(reset.json.code);
  const back = await as('bob', ['unlock', '--reset-code-fd', '3', '--allow-password-only'], {
    password: NEXT,
    descriptors: [code],
  });
  expect([back.stderr, back.code]).toEqual(['', 0]);
  expect(back.stdout).toMatch(/^Ada reset your password, .*\. You have chosen a new one since\.\nUnlocked\./);
  expect((await as('bob', ['unlock'])).code).toBe(3);

  const withLink = ['reset-password', 'Bob', '--one-time-password', '--json'];
  const { link, oneTimePassword } = (await as('ada', withLink)).json;
  const withPassword = (told: string) =>
    as('bob', ['unlock', '--reset-code', '--one-time-password-fd', '3', '--allow-password-only', '--json'], {
      environment: { SEALPOST_RESET_CODE: String(link) },
      descriptors: [told],
    });
  expect((await withPassword('told wrongly')).json).toMatchObject({ error: { code: 'vault.wrongOneTimePassword' } });
  expect((await withPassword(String(oneTimePassword))).json).toMatchObject({ ok: true });
  expect((await withPassword(String(oneTimePassword))).json).toMatchObject({ error: { code: 'vault.wrongReset' } });
  expect((await as('bob', ['unlock'])).code).toBe(0);

  const refused = await as('bob', ['reset-password', 'Ada', '--json']);
  expect(refused.json).toMatchObject({ ok: false, error: { code: 'policy.denied' } });
});
