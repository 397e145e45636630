import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../../../src-shared/base/bytes.ts';
import { canonicalJson, parseCanonicalJson } from '../../../src-shared/base/canonical-json.ts';
import type {
  BillingRecordId,
  ContactId,
  FolderId,
  GroupId,
  LinkId,
  OrganisationId,
  ProposalId,
} from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { type PolicyState, RULES } from '../../../src-shared/policy/model/state.ts';
import { parseState, type StateChunk, stateChunks } from '../../../src-shared/policy/model/state-text.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';
import { history, play } from '../../support/policy/histories.ts';
import { hexOf, idOf } from '../../support/policy/ids.ts';
import { accepted, firstState, invite, memberOf, pinsOf, role, team, textOf } from '../../support/policy/world.ts';

/** One with something in every map and every field. */
function fullState(): PolicyState {
  let state = team();
  const [folder, contact, group] = [idOf<FolderId>('f', 1), idOf<ContactId>('c', 1), 'sales' as GroupId];
  state = accepted(
    state,
    0,
    { type: 'group.create', group, name: 'Sales', scope: true, permissions: { 'pkg.track': 'deny' } },
    { type: 'member.groups', member: memberOf(3), add: [group], remove: [], pins: pinsOf(state, 3) },
    { type: 'member.limits', member: memberOf(3), withheld: ['pgp.use'], scopes: [group], pins: pinsOf(state, 3) },
    { type: 'member.approvers', member: memberOf(3), approvers: [memberOf(1)] },
    { type: 'contact.add', contact, name: 'Kontakt Ä', email: 'c1@example.org' },
    { type: 'folder.create', folder, name: 'Folder' },
    { type: 'folder.grant', folder, to: contact, level: 'read' },
    { type: 'link.add', link: idOf<LinkId>('k', 1), organisation: hexOf('e', 1) as OrganisationId, name: 'Other' },
    { type: 'owner.offer', to: memberOf(1), keep: role('member') },
    { type: 'licence.set', bought: 20 },
    { type: 'billing.record', record: idOf<BillingRecordId>('v', 1), hash: hexOf('c', 1) },
    { type: 'billing.record', record: idOf<BillingRecordId>('v', 2), hash: hexOf('c', 2) },
    { type: 'billing.void', record: idOf<BillingRecordId>('v', 1) },
    { type: 'threshold.set', danger: 'administrator.add', governors: 2 },
    { type: 'key.rotate', key: 'audit', epoch: 1, publicKey: hexOf('a', 1, 1216), copies: hexOf('b', 1) },
  );
  state = accepted(state, 3, { type: 'privilege.request', permission: 'billing.view' });
  state = accepted(state, 4, { type: 'device.revoke', pin: { ...at(pinsOf(state, 4), 0), seq: -1 } });
  return accepted(state, 1, {
    type: 'proposal.open',
    proposal: idOf<ProposalId>('p', 1),
    actions: [{ type: 'member.roles', member: memberOf(3), add: ['administrator'], remove: [], pins: [] }],
    expiresAt: state.at + 1000,
  });
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error('nothing there');
  return item;
}

const state = fullState();
const chunks = [...stateChunks(state)];

/** The chunks with the text of one of them changed. */
function changed(name: string, change: (text: string) => string): readonly StateChunk[] {
  return chunks.map((chunk) => (chunk.name === name ? { name, text: utf8(change(fromUtf8(chunk.text))) } : chunk));
}
const edited = (name: string, change: (value: never) => unknown) =>
  changed(name, (text) => canonicalJson(change(JSON.parse(text) as never)));

describe('a state as text', () => {
  test('comes back as it was', () => {
    const back = unwrap(parseState(chunks));
    expect(back).toEqual(state);
    expect(textOf(back)).toBe(textOf(state));
  });

  test('comes back as it was from every preset', () => {
    for (const preset of PRESETS.values()) {
      const first = firstState(preset);
      expect(unwrap(parseState(stateChunks(first)))).toEqual(first);
    }
  });

  test('P26: comes back as it was from any history', () => {
    fc.assert(
      fc.property(history(40), (random) => {
        const states = play(random, { first: team() }).flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
        const last = states.at(-1) ?? state;
        const back = unwrap(parseState(stateChunks(last)));
        expect(back).toEqual(last);
        expect(textOf(back)).toBe(textOf(last));
      }),
      { numRuns: 60 },
    );
  });

  test('P26: is the same whatever the order in which maps were filled', () => {
    const reversed = <V>(map: ReadonlyMap<string, V>) => new Map([...map].reverse());
    const other = {
      ...state,
      members: reversed(state.members),
      roles: reversed(state.roles),
      taken: reversed(state.taken),
      settings: Object.fromEntries(Object.entries(state.settings).reverse()),
    } as unknown as PolicyState;
    expect(textOf(other)).toBe(textOf(state));
  });

  test('is split after every 256 members', () => {
    let large = firstState();
    const invitations = Array.from({ length: 300 }, (_, index) => invite(large, index + 1));
    large = accepted(large, 0, ...invitations);
    const names = [...stateChunks(large)].map(({ name }) => name);
    expect(names).toEqual(['state', 'roles/0', 'classes/0', 'members/0', 'members/1', 'devices/0', 'taken/0']);
    expect(unwrap(parseState(stateChunks(large)))).toEqual(large);
  });
});

const malformed = (detail: string) => ({ ok: false, error: { code: 'state.malformed', detail } });

describe('text that is none of a state', () => {
  test('is refused with the chunk that is missing, out of place, or too many', () => {
    const names = chunks.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      expect(parseState(chunks.toSpliced(index, 1))).toEqual(malformed(name));
    }
    expect(parseState([...chunks, at(chunks, 1)])).toEqual(malformed(at(names, 1)));
    expect(parseState([...chunks.slice(0, 1), at(chunks, 2), at(chunks, 1), ...chunks.slice(3)])).toEqual(
      malformed(at(names, 1)),
    );
    expect(parseState([])).toEqual(malformed('state'));
  });

  test.each<[string, string, (text: string) => string]>([
    ['members/0', 'a space', (text) => ` ${text}`],
    ['members/0', 'a byte order mark', (text) => `\ufeff${text}`],
    ['members/0', 'a field too many', (text) => text.replace('"credits":0', '"credits":0,"extra":1')],
    ['members/0', 'a key named __proto__', (text) => text.replace('{', '{"__proto__":{},')],
    ['members/0', 'a negative zero', (text) => text.replace('"credits":0', '"credits":-0')],
    ['members/0', 'another spelling of a letter', (text) => text.replace('Person', '\\u0050erson')],
    ['members/0', 'a status that is none', (text) => text.replace('"active"', '"jailed"')],
    ['roles/0', 'a permission that is none', (text) => text.replace('"pkg.send"', '"pkg.sent"')],
    ['state', 'a setting missing', (text) => text.replace(/"users\.mfa":\{[^}]*\},/, '')],
    ['state', 'a setting with a value of another', (text) => text.replace('"value":"nobody"', '"value":7')],
    ['state', 'no JSON', (text) => text.slice(1)],
  ])('is refused: %s with %s', (name, _, change) => {
    const text = changed(name, change);
    expect(text).not.toEqual(chunks);
    expect(parseState(text)).toEqual(malformed(name));
  });

  test('is refused when entries are out of order, twice, or more or fewer than counted', () => {
    const swap = ([first, second, ...others]: unknown[]) => [second, first, ...others];
    expect(parseState(edited('members/0', swap))).toEqual(malformed('members/0'));
    expect(parseState(edited('taken/0', swap))).toEqual(malformed('taken/0'));
    expect(parseState(edited('members/0', ([first, , ...others]: unknown[]) => [first, first, ...others]))).toEqual(
      malformed('members/0'),
    );
    expect(parseState(edited('members/0', (items: unknown[]) => items.slice(1)))).toEqual(malformed('members/0'));
    expect(parseState(edited('members/0', (items: unknown[]) => [...items, items[0]]))).toEqual(malformed('members/0'));
  });

  test('is refused under another rule set', () => {
    const other = edited('state', (header: object) => ({ ...header, rules: RULES + 1 }));
    expect(parseState(other)).toEqual({ ok: false, error: { code: 'state.rules', detail: 'state' } });
  });

  test('S21: any flipped byte is refused, or a state that says something else', () => {
    const positions = fc.nat(chunks.length - 1).chain((index) =>
      fc.record({
        index: fc.constant(index),
        position: fc.nat(at(chunks, index).text.length - 1),
        flip: fc.integer({ min: 1, max: 255 }),
      }),
    );
    fc.assert(
      fc.property(positions, ({ index, position, flip }) => {
        const damaged = chunks.map(({ name, text }, place) => {
          const copy = text.slice();
          if (place === index) copy[position] = at([...copy], position) ^ flip;
          return { name, text: copy };
        });
        const parsed = parseState(damaged);
        expect(parsed.ok && textOf(parsed.value) === textOf(state)).toBe(false);
      }),
    );
  });
});

describe('parts that do not fit together', () => {
  type Fields = Record<string, unknown>;
  const inFirst = (fields: Fields) => (items: Fields[]) =>
    items.map((item, index) => (index === 0 ? { ...item, ...fields } : item));
  const header = (fields: Fields) => (value: Fields) => ({ ...value, ...fields });
  test.each<[string, string, (value: never) => unknown]>([
    ['owner', 'state', header({ owner: memberOf(3) })],
    ['owner', 'members/0', inFirst({ status: 'disabled' })],
    ['owner', 'state', header({ ownerRole: 'member' })],
    ['unique', 'members/0', (items: Fields[]) => items.map((item) => ({ ...item, roles: items[0]?.roles }))],
    ['member', 'members/0', inFirst({ email: 'p1@example.org' })],
    ['member', 'members/0', inFirst({ class: 'none' })],
    ['member', 'members/0', inFirst({ groups: [{ id: 'none', setBy: 0 }] })],
    ['member', 'members/0', inFirst({ mailbox: idOf('x', 77) })],
    ['device', 'devices/0', inFirst({ member: memberOf(1) })],
    ['template', 'state', header({ template: { ...state.template, class: 'none' } })],
    ['licences', 'state', header({ licencesInUse: 1 })],
    ['licences', 'state', header({ licences: { bought: 1, setBy: 0 } })],
    ['transfer', 'state', header({ transfer: { to: memberOf(0), keep: null, setBy: 1 } })],
    ['folder', 'folders/0', inFirst({ grants: [{ to: 'none', level: 'read', setBy: 1 }] })],
    ['audience', 'classes/0', inFirst({ audience: { classes: ['none'], contacts: 'none' } })],
    ['proposal', 'proposals/0', inFirst({ by: memberOf(99) })],
  ])('are refused: %s', (detail, name, change) => {
    expect(parseState(edited(name, change))).toEqual({ ok: false, error: { code: 'state.inconsistent', detail } });
  });
});

test('canonical JSON sorts keys at every depth and leaves out what is undefined', () => {
  expect(canonicalJson({ b: [{ z: 1, a: null }], a: 'ä"', c: undefined })).toBe('{"a":"ä\\"","b":[{"a":null,"z":1}]}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('canonical JSON is read back, and nothing else is', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-zA-Z_.]{0,6}$/), tie('tree'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = canonicalJson(value);
      expect(parseCanonicalJson(utf8(text))).toEqual(JSON.parse(text));
      expect(parseCanonicalJson(utf8(` ${text}`))).toBe(undefined);
    }),
  );
  for (const text of [
    '{"b":1,"a":2}',
    '{"a":1,"a":2}',
    '-0',
    '1.0',
    '"\\u0041"',
    '[1,]',
    '',
    '\ufeff[]',
    '{"__proto__":1}',
  ]) {
    expect(parseCanonicalJson(utf8(text))).toBe(undefined);
  }
  expect(parseCanonicalJson(Uint8Array.of(0x22, 0xff, 0x22))).toBe(undefined);
});
