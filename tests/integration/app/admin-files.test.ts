import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MemberSession } from '../../../src-main/app/port.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { err, ok, unwrap } from '../../../src-shared/base/result.ts';
import { type CoreBench, coreBench, corePassword, founded, joined, sessionOf } from '../../support/core.ts';
import { doubt } from '../../support/history-file.ts';
import { readPdf } from '../../support/pdf-text.ts';
import { CLASS, ROLE } from '../../support/roles.ts';

async function organisation(): Promise<{ readonly bench: CoreBench; readonly dana: MemberSession }> {
  const bench = await coreBench();
  return { bench, dana: await founded(bench, bench.core('dana')) };
}

async function csv(bench: CoreBench, content: string | Uint8Array): Promise<string> {
  const path = join(bench.folder, 'people.csv');
  await writeFile(path, content);
  return path;
}

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const head = (session: MemberSession) => session.log.state().head;

describe('people from a file', () => {
  it('invites every good row in one entry, and each link lets its person in', async () => {
    const { bench, dana } = await organisation();
    unwrap(
      await dana.admin.change([{ type: 'group.create', group: 'sales', name: 'Sales', scope: true, permissions: {} }]),
    );
    const path = await csv(
      bench,
      '\uFEFFName,E-Mail,Kind,Roles,Class,Groups\r\n' +
        'Bob Marsh,bob@acme.example,,,,\r\n' +
        '"Poe, Eve",eve@other.example,external,Guest,guest,\r\n' +
        'Mia Lang,mia@acme.example,internal,"member;manager",Internal,sales\r\n',
    );
    const read = unwrap(await dana.admin.readImport(path));
    expect(read.rows.map(({ problem }) => problem)).toEqual([null, null, null]);
    const before = head(dana).seq;
    let links = '';
    const ran = unwrap(
      await dana.admin.runImport(read.invitees, async (bytes) => {
        links = text(bytes);
        expect(head(dana).seq).toBe(before);
        return ok();
      }),
    );
    const members = [...dana.log.state().members.values()].slice(1);
    expect(ran.seq).toBe(before + 1);
    expect(ran.invited.map(({ member }) => member)).toEqual(members.map(({ id }) => id));
    expect(
      members.map(({ name, kind, class: of, roles, groups }) => [name, kind, of, roles.length, groups.length]),
    ).toEqual([
      ['Bob Marsh', 'internal', CLASS.internal, 1, 0],
      ['Poe, Eve', 'external', CLASS.guest, 1, 0],
      ['Mia Lang', 'internal', CLASS.internal, 2, 1],
    ]);
    const rows = links.trim().split('\r\n').slice(1);
    expect(rows).toHaveLength(3);
    for (const [place, row] of rows.entries()) {
      const invitation = /sealpost:[^,"]+/.exec(row)?.[0] ?? '';
      const app = bench.core(`newcomer-${place}`);
      const name = members[place]?.name ?? '';
      const profile = await app.join({ invitation, name, password: corePassword(), allowPasswordOnly: false });
      expect(sessionOf(app, unwrap(profile)).me().name).toBe(name);
    }
  });

  it('judges each row by what stands and by the rows before it, in words that name what is wrong', async () => {
    const { bench, dana } = await organisation();
    const path = await csv(
      bench,
      [
        'name;email;roles;class;kind',
        'Good One;one@acme.example;;;',
        ';two@acme.example;;;',
        'No Address;nobody;;;',
        'Twice;ONE@acme.example;;;',
        'Taken;dana@acme.example;;;',
        'Role;three@acme.example;emperor;;',
        'Class;four@acme.example;;royal;',
        'Kind;five@acme.example;;;alien',
        'Owner;six@acme.example;owner;;',
      ].join('\n'),
    );
    const { rows, invitees } = unwrap(await dana.admin.readImport(path));
    expect(invitees.map(({ name }) => name)).toEqual(['Good One']);
    expect(rows.map(({ line, problem }) => [line, problem?.text ?? null])).toEqual([
      [2, null],
      [3, 'problem.import.name'],
      [4, 'problem.import.email'],
      [5, 'problem.import.twice'],
      [6, 'problem.emailTaken'],
      [7, 'problem.import.role'],
      [8, 'problem.import.class'],
      [9, 'problem.import.kind'],
      [10, 'decision.roleIsUnique'],
    ]);
    expect(rows[5]?.problem?.subject).toBe('emperor');
  });

  it('invites nobody, and keeps no code, when the links cannot be kept or somebody changed the rules meanwhile', async () => {
    const { bench, dana } = await organisation();
    const read = unwrap(await dana.admin.readImport(await csv(bench, 'name,email\nBob,bob@acme.example\n')));
    const before = head(dana);
    const full = await dana.admin.runImport(read.invitees, async () => err({ code: 'save.full', detail: '' }));
    expect(full).toMatchObject({ ok: false, error: { code: 'save.full' } });
    unwrap(await dana.invite({ name: 'Other Bob', email: 'bob@acme.example', role: ROLE.member }));
    const taken = await dana.admin.runImport(read.invitees, async () => ok());
    expect(taken).toMatchObject({ ok: false, error: { code: 'policy.invalid', params: { problem: 'emailTaken' } } });
    expect(head(dana).seq).toBe(before.seq + 1);
  });

  const refused: readonly (readonly [string, string | Uint8Array, object])[] = [
    [
      'is UTF-16',
      new Uint8Array(Buffer.from('\uFEFFname,email\nBob,bob@acme.example\n', 'utf16le')),
      { code: 'import.encoding' },
    ],
    [
      'is Latin-1',
      new Uint8Array(Buffer.from('name,email\nJürgen,j@acme.example\n', 'latin1')),
      { code: 'import.encoding' },
    ],
    ['lacks a column', 'name,kind\nBob,internal\n', { code: 'import.columns', params: { column: 'email' } }],
    ['has a column twice', 'name,email,name\n', { code: 'import.columns', params: { column: 'name' } }],
    ['has a column of its own', 'name,email,salary\n', { code: 'import.columns', params: { column: 'salary' } }],
    [
      'never ends a quotation',
      'name,email\n"Bob,bob@acme.example\n',
      { code: 'import.malformed', params: { line: 2 } },
    ],
    [
      'has a mark inside a field',
      'name,email\nB"ob,b@acme.example\n',
      { code: 'import.malformed', params: { line: 2 } },
    ],
    ['has an endless field', `name,email\n${'x'.repeat(100_000)}`, { code: 'import.malformed', params: { line: 2 } }],
    ['has endless columns', `name,email\n${','.repeat(100_000)}`, { code: 'import.malformed', params: { line: 2 } }],
    ['holds nobody', 'name,email\r\n\r\n', { code: 'import.empty' }],
    ['is empty', '', { code: 'import.empty' }],
  ];
  it.each(refused)('is refused, with the code, when it %s', async (_what, content, error) => {
    const { bench, dana } = await organisation();
    expect(await dana.admin.readImport(await csv(bench, content))).toMatchObject({ ok: false, error });
  });

  it('is refused when it is gone, or a folder', async () => {
    const { bench, dana } = await organisation();
    for (const path of [join(bench.folder, 'none.csv'), bench.folder]) {
      expect(await dana.admin.readImport(path)).toMatchObject({ ok: false, error: { code: 'files.unreadable' } });
    }
  });

  it('is refused at the first row too many, of a million, before memory grows', async () => {
    const { bench, dana } = await organisation();
    const path = await csv(bench, `name,email\n${'A Person,person@acme.example\n'.repeat(1_000_000)}`);
    const before = process.memoryUsage().rss;
    const read = await dana.admin.readImport(path);
    expect(read).toMatchObject({ ok: false, error: { code: 'import.tooMany', params: { most: 10_000 } } });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });
});

describe('people in a file', () => {
  it('stand there whole, and no cell is a formula to a spreadsheet', async () => {
    const { dana } = await organisation();
    const named = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', 'Plain, "quoted"'];
    for (const [place, name] of named.entries()) {
      unwrap(await dana.invite({ name, email: `p${place}@acme.example`, role: ROLE.member }));
    }
    const [first, ...lines] = text(dana.admin.peopleCsv()).trim().split('\r\n');
    expect(first).toBe('\uFEFFname,email,kind,roles,class,groups,state'.trim());
    for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+\-@\t\r]/);
    expect(lines).toContain(`"'=HYPERLINK(""http://x"")",p0@acme.example,internal,member,internal,,invited`);
    expect(lines).toContain('"Plain, ""quoted""",p4@acme.example,internal,member,internal,,invited');
  });
});

describe('the history in a file', () => {
  it('verifies by itself, whole and signed, and every alteration shows', async () => {
    const { bench, dana } = await organisation();
    const bob = await joined(dana, bench.core('bob'), 'Bob Marsh');
    unwrap(await dana.admin.change([{ type: 'member.edit', member: bob.member().id, name: 'Bob M. Marsh' }]));
    const bytes = dana.admin.historyJson();
    expect(await doubt(bytes)).toBeNull();
    const altered = (from: string | RegExp, to: string) => utf8(text(bytes).replace(from, to));
    expect(await doubt(altered('Bob M. Marsh', 'Bob N. Marsh'))).toMatch(/^signature of /);
    expect(await doubt(altered(/"exportedAt": ?\d/, '"exportedAt": 9'))).toBe('statement');
    const lines = text(bytes).split('\n');
    const last = lines.findLastIndex((line) => line.startsWith('{"seq"'));
    const cut = [...lines.slice(0, last - 1), lines[last - 1]?.replace(/,$/, ''), ...lines.slice(last + 1)].join('\n');
    expect(await doubt(utf8(cut))).toBe('head');
  });

  it('is a report to read in either language, newest entry first, over as many pages as it takes', async () => {
    const { dana } = await organisation();
    for (let round = 0; round < 30; round += 1) {
      const value = round % 2 === 0 ? 'everybody' : 'nobody';
      unwrap(await dana.admin.change([{ type: 'setting.set', key: 'users.mfa', value }]));
    }
    const pdf = await dana.admin.historyPdf('en');
    const { lines } = readPdf(pdf);
    expect(lines[0]).toBe('Acme');
    expect(lines.some((line) => line.startsWith('Entry 30 · '))).toBe(true);
    expect(lines.findIndex((line) => line.startsWith('Entry 30 · '))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('Entry 1 · ')),
    );
    expect(lines.at(-1)).toBe('Acme was founded');
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type \/Page /g)?.length,
    ).toBeGreaterThan(1);
    expect(readPdf(await dana.admin.historyPdf('de')).lines).toContain('Regelverlauf');
  });
});
