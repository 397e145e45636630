import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { twoPeople } from '../../support/cli.ts';

/* The policy on the command line: asked, tried out, changed, and read back, between two real profiles over one hub. */

const DENY_BRIEFCASE = {
  type: 'member.override',
  member: 'bob@example.org',
  permission: 'pkg.briefcase',
  effect: 'deny',
};

test('says who can do what and why, tries changes out, signs them, and tells who gained and lost what', async () => {
  const { folder, as } = await twoPeople();
  const file = path.join(folder, 'changes.json');
  await writeFile(file, JSON.stringify([DENY_BRIEFCASE]));

  const before = await as('ada', ['can', 'bob@example.org', 'pkg.briefcase', '--json']);
  expect([before.code, before.json]).toMatchObject([0, { ok: true, allowed: true }]);

  const headOf = async () => (await as('ada', ['log', '--json'])).json.head as { seq: number };
  const { seq: first } = await headOf();
  const tried = await as('ada', ['what-if', file, '--json']);
  expect(tried.json).toMatchObject({ ok: true, diff: [{ lost: ['pkg.briefcase'], gained: [] }] });
  expect(await headOf()).toMatchObject({ seq: first });

  // Bob may neither change it nor try it.
  const refused = await as('bob', ['change', file, '--json']);
  expect([refused.code, refused.json]).toMatchObject([4, { ok: false, error: { code: 'policy.denied' } }]);

  const changed = await as('ada', ['change', file]);
  expect([changed.code, changed.stderr]).toEqual([0, '']);
  expect(changed.stdout).toContain(`Signed as entry ${first + 1}.`);

  const why = await as('bob', ['can', 'bob@example.org', 'pkg.briefcase', '--why']);
  expect(why.code).toBe(4);
  expect(why.stdout).toContain('no: Bob, Use the briefcase (pkg.briefcase)');
  expect(why.stdout).toMatch(new RegExp(`override +no +it was denied to this person\\. +Entry ${first + 1}, by Ada`));
  expect(why.stdout).toContain('Each of these alone would change the answer:');

  const holders = await as('bob', ['who-can', 'pkg.briefcase', '--json']);
  const me = await as('ada', ['whoami', '--json']);
  expect(holders.json.members).toEqual([me.json.member]);

  expect((await as('bob', ['diff', String(first), '--json'])).json).toMatchObject({
    diff: [{ lost: ['pkg.briefcase'] }],
  });
  expect((await as('bob', ['diff', String(first)])).stdout).toBe('Bob\n  loses     pkg.briefcase\n');
  expect((await as('bob', ['diff', '0', '1'])).stdout).toContain('Nobody gains or loses anything.');
  const history = await as('bob', ['history', 'bob@example.org']);
  expect(history.stdout).toMatch(
    /\d .*Ada +Use the briefcase for Bob: denied[\s\S]*Bob joined[\s\S]*Bob was invited as Member/,
  );

  const table = await as('ada', ['matrix', '--json']);
  const bob = (table.json.rows as { name: string; permissions: Record<string, string> }[]).find(
    ({ name }) => name === 'Bob',
  );
  expect(bob?.permissions['pkg.send']).toBe('full');
  expect(bob?.permissions['pkg.briefcase']).toBeUndefined();
  const roles = (await as('ada', ['matrix', '--roles'])).stdout.split('\n');
  expect(Math.max(...roles.map((line) => line.length))).toBeLessThanOrEqual(80);
  // As many roles as fit; the others in blocks below.
  expect(roles[3]).toBe(`${' '.repeat(30)}Owner  Administrator  Manager  Help desk  manager`);
  const [invite, ...below] = roles.filter((line) => line.startsWith('user.invite '));
  expect(invite).toMatch(/^user\.invite {19}x {6}x {14}[xl.] {8}[xl.] {10}[xl.]$/);
  expect(below.length).toBeGreaterThan(0);
  const [, , heading, ...cells] = (await as('ada', ['matrix'])).stdout.split('\n');
  expect(heading).toBe(`${' '.repeat(30)}Ada  Bob`);
  expect(cells).toContain(`${'pkg.briefcase'.padEnd(30)}x    .`);
});

test('says what to be careful about before a change is signed, and when it is', async () => {
  const { folder, as } = await twoPeople();
  const file = path.join(folder, 'changes.json');
  await writeFile(file, JSON.stringify([{ type: 'setting.set', key: 'approval.required', value: 'everybody' }]));
  const careful = /^Careful: .*would need an approval that nobody can give\./m;
  const tried = await as('ada', ['what-if', file]);
  expect([tried.code, tried.stdout]).toEqual([0, expect.stringMatching(careful)]);
  const changed = await as('ada', ['change', file]);
  expect([changed.code, changed.stdout]).toEqual([0, expect.stringMatching(careful)]);
});

test('asks about people as targets, and refuses what it cannot read', async () => {
  const { folder, as } = await twoPeople();
  const target = await as('ada', ['can', 'ada@example.org', 'user.state', 'user:bob@example.org', '--json']);
  expect(target.json).toMatchObject({ allowed: true });
  const upwards = await as('ada', ['can', 'bob@example.org', 'user.state', 'user:ada@example.org', '--json']);
  expect([upwards.code, upwards.json]).toMatchObject([4, { ok: true, allowed: false }]);
  expect((await as('ada', ['can', 'bob@example.org', 'no.such'])).code).toBe(2);
  expect((await as('ada', ['can', 'bob@example.org', 'pkg.send', 'thing:x'])).code).toBe(2);
  expect((await as('ada', ['diff', '0', '99'])).code).toBe(2);

  const file = path.join(folder, 'changes.json');
  for (const [text, problem] of [
    ['{', 'no JSON'],
    ['[]', 'no list of changes'],
    ['[{"type":"member.teleport"}]', 'change 1 is of no known type'],
    [JSON.stringify([DENY_BRIEFCASE, { ...DENY_BRIEFCASE, effect: 'maybe' }]), 'change 2 is not as it should be'],
    [JSON.stringify([{ ...DENY_BRIEFCASE, pins: [] }]), 'change 1 is not as it should be'],
  ] as const) {
    await writeFile(file, text);
    const refused = await as('ada', ['what-if', file]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(problem)]);
  }
  // All or nothing: the second change is refused, so that the first has no effect either.
  const both = [DENY_BRIEFCASE, { ...DENY_BRIEFCASE, member: 'ada@example.org' }];
  await writeFile(file, JSON.stringify(both));
  expect((await as('ada', ['change', file, '--json'])).json).toMatchObject({ error: { code: 'policy.denied' } });
  expect((await as('ada', ['can', 'bob@example.org', 'pkg.briefcase', '--json'])).json).toMatchObject({
    allowed: true,
  });
});
