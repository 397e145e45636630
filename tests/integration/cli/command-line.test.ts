import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CLI_PASSWORD, cli, twoPeople } from '../../support/cli.ts';
import { ROLE } from '../../support/roles.ts';

/** Relative path -> hash of content; folders end with `/`. */
async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, full);
    if (entry.isDirectory()) found[`${name}/`] = '';
    else
      found[name] = createHash('sha256')
        .update(await readFile(full))
        .digest('hex');
  }
  return found;
}

async function writeTree(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'sub', 'empty'), { recursive: true });
  await writeFile(path.join(folder, 'large.dat'), randomBytes(20_000_000));
  await writeFile(path.join(folder, 'empty.txt'), '');
  await writeFile(path.join(folder, 'sub', 'Gr\u00fc\u00dfe \u{1f600}.txt'), 'hello');
}

const segmentsOf = async (hub: string): Promise<readonly string[]> =>
  (await readdir(path.join(hub, 'packages'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && path.basename(entry.parentPath) === 's')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();

const idOf = ({ json }: { readonly json: Record<string, unknown> }) => String(json.package);

test('two people found, invite, join, send a folder, open it byte for byte, and read the history', async () => {
  const { folder, as, founded, invited, joined, link } = await twoPeople();
  expect([founded.code, invited.code, joined.code]).toEqual([0, 0, 0]);
  expect(joined.json).toMatchObject({ organisation: 'Lovelace Ltd', name: 'Bob', role: { id: ROLE.member } });

  const source = path.join(folder, 'plans');
  await writeTree(source);
  const message = ['--subject', 'Plans', '--message-file', '-', '--expires', '7d'];
  const sent = await as('ada', ['send', '--to', 'BOB@example.org,me', ...message, source], { input: 'Two\nlines' });
  expect([sent.stderr, sent.code]).toEqual(['', 0]);
  expect(sent.stdout).toContain('\u201cPlans\u201d');

  const inbox = await as('bob', ['inbox', '--json']);
  expect(inbox.json).toMatchObject({
    ok: true,
    total: 1,
    packages: [{ subject: 'Plans', fromName: 'Ada', unread: true }],
  });
  const [{ id }] = inbox.json.packages as [{ id: string }];
  const shown = await as('bob', ['inbox']);
  expect(shown.stdout).toMatch(/^PACKAGE +WHEN +FROM +SUBJECT +SIZE +FILES\n/);
  expect(shown.stdout).toContain('19.1 MiB');

  const opened = await as('bob', ['open', id.slice(0, 10), '--to', path.join(folder, 'out'), '--json']);
  expect(opened.json).toMatchObject({ ok: true, message: 'Two\nlines' });
  expect(await contentOf(path.join(folder, 'out', 'plans'))).toEqual(await contentOf(source));
  // Both of the recipients hold it: Ada's own copy comes to her, too.
  expect((await as('ada', ['inbox', '--box', 'sent', '--json'])).json).toMatchObject({ total: 1 });

  const log = await as('bob', ['log', '--json']);
  expect(log.json).toMatchObject({ ok: true, verified: true, head: { seq: 4 }, name: 'Lovelace Ltd' });
  const text = await as('ada', ['log']);
  expect(text.stdout).toMatch(/Bob joined[\s\S]*Bob was invited as Member[\s\S]*Lovelace Ltd was founded/);
  expect(text.stdout).toContain('5 entries verified.');

  // One link, one member.
  const again = await as('eve', ['join', link, '--allow-password-only', '--json']);
  expect([again.code, again.json]).toMatchObject([8, { ok: false, error: { code: 'invitation.notFound' } }]);
  expect((await as('eve', ['profiles', '--json'])).json).toEqual({ ok: true, profiles: [] });
});

test('one file of many is saved when only that is asked for', async () => {
  const { folder, as } = await twoPeople();
  const source = path.join(folder, 'plans');
  await writeTree(source);
  const id = idOf(await as('ada', ['send', '--to', 'Bob', source, '--json']));
  const opened = await as('bob', ['open', id, '--json']);
  const files = opened.json.files as { readonly index: number; readonly path: string }[];
  const wanted = files.find((file) => file.path === 'plans/empty.txt')?.index;
  expect((await as('bob', ['open', id, '--file', String(wanted), '--to', path.join(folder, 'out')])).code).toBe(0);
  expect(Object.keys(await contentOf(path.join(folder, 'out')))).toEqual(['plans/', 'plans/empty.txt']);
});

test('wrong password 3, none 2, wrong usage 2, in words and in JSON', async () => {
  const { as } = await twoPeople();
  const wrong = await as('bob', ['unlock', '--json'], { password: 'wrong horse' });
  expect([wrong.code, wrong.json]).toMatchObject([3, { ok: false, error: { code: 'vault.wrongPassword' } }]);
  const none = await as('bob', ['unlock'], { password: null });
  expect([none.code, none.stdout]).toEqual([2, '']);
  expect(none.stderr).toContain('[cli.noPassword]');
  const fd = await as('bob', ['whoami', '--password-fd', '3', '--json'], {
    password: null,
    descriptors: [`${CLI_PASSWORD}\n`],
  });
  expect([fd.code, fd.json]).toMatchObject([0, { name: 'Bob', role: { id: ROLE.member }, keychain: 'password-only' }]);
  expect((await cli(['bogus'])).code).toBe(2);
  expect((await cli(['--help'])).stdout).toContain('sealpost COMMAND');
});

test('what the policy refuses ends with 4 and changes nothing', async () => {
  const { as } = await twoPeople();
  const refused = await as('bob', ['invite', '--name', 'Cleo', '--email', 'cleo@example.org', '--json']);
  expect([refused.code, refused.json]).toMatchObject([4, { error: { code: 'policy.denied', detail: 'default' } }]);
  const promoted = await as('ada', ['role', 'Bob', 'administrator']);
  expect([promoted.code, promoted.stdout]).toEqual([0, 'Bob is Administrator now.\n']);
  expect((await as('bob', ['role', 'Ada', 'member', '--json'])).json).toMatchObject({
    error: { code: 'policy.denied', detail: 'targetIsOwner' },
  });
  expect((await as('bob', ['invite', '--name', 'Cleo', '--email', 'cleo@example.org'])).code).toBe(0);
  const people = await as('ada', ['people', '--json']);
  expect(people.json.people).toMatchObject([
    { name: 'Ada' },
    { role: { id: ROLE.administrator } },
    { status: 'invited' },
  ]);
  // For programs the id, however the role was named.
  expect((await as('ada', ['role', 'Bob', 'Member', '--json'])).json).toMatchObject({ ok: true, role: ROLE.member });
});

test('nobody is invited when the file for the link cannot be written, and the answer says where it is when it can', async () => {
  const { folder, as } = await twoPeople();
  const invite = ['invite', '--name', 'Cleo', '--email', 'cleo@example.org', '--out'];
  const taken = path.join(folder, 'taken.sealpost');
  await writeFile(taken, 'mine');
  expect(await as('ada', [...invite, taken, '--json'])).toMatchObject({
    code: 1,
    json: { error: { code: 'cli.file' } },
  });
  expect(await readFile(taken, 'utf8')).toBe('mine');
  const before = await as('ada', ['people', '--json']);
  expect(before.json.people).toMatchObject([{ name: 'Ada' }, { name: 'Bob' }]);
  const fresh = path.join(folder, 'cleo.sealpost');
  const invited = await as('ada', [...invite, fresh]);
  expect(invited.stdout).toContain(`The link is in ${fresh}, too.`);
  expect((await as('cleo', ['join', fresh, '--allow-password-only', '--json'])).json).toMatchObject({ name: 'Cleo' });
  // Refused by the policy: no empty file stays.
  const refused = path.join(folder, 'refused.sealpost');
  expect((await as('bob', ['invite', '--name', 'Dan', '--email', 'dan@example.org', '--out', refused])).code).toBe(4);
  await expect(readFile(refused)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a hub that is away ends with 5; the package waits in the outbox and goes with the next unlock', async () => {
  const { hub, as } = await twoPeople();
  await rename(hub, `${hub}-away`);
  // Ada has not read yet that Bob joined.
  expect((await as('ada', ['send', '--to', 'Bob', '--message', 'now'])).code).toBe(5);
  await rename(`${hub}-away`, hub);
  expect((await as('ada', ['unlock'])).code).toBe(0);
  await rename(hub, `${hub}-away`);
  const sent = await as('ada', ['send', '--to', 'Bob', '--message', 'later', '--json']);
  expect([sent.code, sent.json]).toMatchObject([
    5,
    { ok: false, phase: 'waiting', error: { code: 'hub.unreachable' } },
  ]);
  expect((await as('bob', ['log', '--json'])).json).toMatchObject({ verified: false, head: { seq: 2 } });
  await rename(`${hub}-away`, hub);
  const resumed = await as('ada', ['unlock', '--json']);
  expect([resumed.code, resumed.json]).toMatchObject([0, { resumed: [idOf(sent)] }]);
  expect((await as('bob', ['inbox', '--json'])).json).toMatchObject({ total: 1 });
});

test('S25: a tampered segment ends with 6, and nothing false is written', async () => {
  const { folder, hub, as } = await twoPeople();
  const source = path.join(folder, 'plans');
  await writeTree(source);
  const id = idOf(await as('ada', ['send', '--to', 'Bob', source, '--json']));
  const [first] = await segmentsOf(hub);
  const bytes = await readFile(first ?? '');
  bytes[1_000_000] = (bytes[1_000_000] ?? 0) ^ 1;
  await writeFile(first ?? '', bytes);
  const out = path.join(folder, 'out');
  const opened = await as('bob', ['open', id, '--to', out, '--json']);
  expect([opened.code, opened.json]).toMatchObject([6, { ok: false, error: { code: 'package.tampered' } }]);
  expect(existsSync(path.join(out, 'plans', 'large.dat'))).toBe(false);
});

test('S25: a tampered policy entry ends with 6 and names it; what was verified before is shown', async () => {
  const { hub, as } = await twoPeople();
  expect((await as('ada', ['role', 'Bob', 'administrator'])).code).toBe(0);
  const entry = path.join(hub, 'log', '0000000003');
  const bytes = await readFile(entry);
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  await writeFile(entry, bytes);
  const log = await as('bob', ['log', '--json']);
  expect([log.code, log.json]).toMatchObject([
    6,
    { verified: false, head: { seq: 2 }, error: { code: 'log.refused', detail: 'entry 3, entry.key' } },
  ]);
  expect((await as('bob', ['log'])).stdout).toContain('Bob joined');
});

test('a package with a password of its own opens with that, and not with another or none', async () => {
  const { as } = await twoPeople();
  const protect = ['--package-password-fd', '3'];
  const args = ['send', '--to', 'Bob', '--message', 'secret words', ...protect, '--json'];
  const id = idOf(await as('ada', args, { descriptors: ['lighthouse'] }));
  const none = await as('bob', ['open', id, '--json']);
  expect([none.code, none.json]).toMatchObject([3, { error: { code: 'package.needsPassword' } }]);
  const wrong = await as('bob', ['open', id, ...protect, '--json'], { descriptors: ['lightship'] });
  expect([wrong.code, wrong.json]).toMatchObject([3, { error: { code: 'package.wrongPassword' } }]);
  const right = await as('bob', ['open', id, ...protect, '--json'], { descriptors: ['lighthouse'] });
  expect(right.json).toMatchObject({ ok: true, message: 'secret words' });
});

test('S27: killed in the middle of sending, the next unlock goes on, and the package arrives whole', async () => {
  const { folder, hub, as } = await twoPeople();
  const source = path.join(folder, 'plans');
  await mkdir(source);
  await writeFile(path.join(source, 'large.dat'), randomBytes(150_000_000));
  const stored = async (): Promise<readonly string[]> => await segmentsOf(hub).catch(() => []);
  const packageOf = (segment: string): string => path.dirname(path.dirname(segment));
  let killed = 0;
  const rounds = [1, 2, 4];
  for (const segments of rounds) {
    // Segments of packages that were there go on being stored meanwhile: those of the new one count.
    const before = new Set((await stored()).map(packageOf));
    const killWhen = async (): Promise<boolean> =>
      (await stored()).filter((segment) => !before.has(packageOf(segment))).length >= segments;
    const run = await as('ada', ['send', '--to', 'Bob', '--subject', `after ${segments}`, source], { killWhen });
    if (run.code === null) killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  expect((await as('ada', ['unlock'])).code).toBe(0);
  const inbox = await as('bob', ['inbox', '--json']);
  const packages = inbox.json.packages as { readonly id: string; readonly refused: unknown }[];
  expect(packages).toHaveLength(rounds.length);
  for (const { id, refused } of packages) {
    expect(refused).toBeNull();
    const out = path.join(folder, id);
    expect((await as('bob', ['open', id, '--to', out])).code).toBe(0);
    expect(await contentOf(path.join(out, 'plans'))).toEqual(await contentOf(source));
  }
});

test('S20: no password, name, address, subject or path is in the log file, and no password on any output', async () => {
  const { folder, hub, as, dataOf } = await twoPeople();
  const source = path.join(folder, 'canary-file.txt');
  await writeFile(source, 'canary-content');
  const sent = await as('ada', ['send', '--to', 'Bob', '--subject', 'canary-subject', source]);
  await rename(hub, `${hub}-away`);
  const failed = await as('ada', ['send', '--to', 'Bob', '--subject', 'canary-subject', source]);
  for (const { stdout, stderr } of [sent, failed]) expect(stdout + stderr).not.toContain(CLI_PASSWORD);
  // Something for the log to tell: a file where the folder of profiles should be.
  await mkdir(dataOf('canary-data'));
  await writeFile(path.join(dataOf('canary-data'), 'profiles'), '');
  await as('canary-data', ['profiles']);
  const logOf = async (who: string): Promise<string> => {
    const logs = path.join(dataOf(who), 'logs');
    if (!existsSync(logs)) return '';
    return (await Promise.all((await readdir(logs)).map((name) => readFile(path.join(logs, name), 'utf8')))).join('');
  };
  const text = (await logOf('ada')) + (await logOf('canary-data'));
  expect(text).toContain('profiles.list');
  for (const secret of [CLI_PASSWORD, 'canary', 'example.org', 'Ada', hub, folder]) expect(text).not.toContain(secret);
});
