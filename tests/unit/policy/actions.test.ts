import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { parseAction } from '../../../src-shared/policy/action/action.ts';
import { RULES } from '../../../src-shared/policy/model/state.ts';
import { parseEntryPayload } from '../../../src-shared/protocol/policy-entry.ts';
import { ROLE } from '../../support/roles.ts';

const member = '0'.repeat(26);
const role = { type: 'member.roles', member, add: [ROLE.member], remove: [], pins: [] };

test('takes an action exactly as it is defined', () => {
  expect(parseAction(role)).toEqual({ ok: true, value: role });
});

test.each([
  ['a type of a later version', { ...role, type: 'member.teleport' }, 'action.unknown'],
  ['a name of every object', { ...role, type: 'constructor' }, 'action.unknown'],
  ['a field too many', { ...role, reason: 'x' }, 'action.malformed'],
  ['a field too few', { type: 'member.roles', member }, 'action.malformed'],
  ['a role that is none', { ...role, add: ['Root!'] }, 'action.malformed'],
  ['an id that is none', { ...role, member: 'M'.repeat(26) }, 'action.malformed'],
  ['a role twice', { ...role, add: [ROLE.member, ROLE.member] }, 'action.malformed'],
  ['no object', 'member.roles', 'action.malformed'],
])('refuses %s', (_, value, code) => {
  expect(parseAction(value)).toEqual({ ok: false, error: { code } });
});

const payload = {
  v: 1,
  seq: 1,
  prev: 'a'.repeat(64),
  at: 1,
  author: member,
  device: member,
  rules: RULES,
  actions: [role],
};
const parse = (value: unknown) => parseEntryPayload(utf8(JSON.stringify(value)), RULES);

test.each([
  ['another version', { ...payload, v: 2 }, 'entry.malformed'],
  ['another rule set', { ...payload, rules: RULES + 1 }, 'entry.rules'],
  ['no action', { ...payload, actions: [] }, 'entry.malformed'],
  ['one unknown action among others', { ...payload, actions: [role, { type: 'x' }] }, 'action.unknown'],
  ['seq 0', { ...payload, seq: 0 }, 'entry.malformed'],
  ['a broken time', { ...payload, at: 1.5 }, 'entry.malformed'],
  ['a hash in upper case', { ...payload, prev: 'A'.repeat(64) }, 'entry.malformed'],
])('refuses an entry with %s', (_, value, code) => {
  expect(parse(value)).toEqual({ ok: false, error: { code } });
});

test('S21: any JSON and any bytes are a typed refusal', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parseAction(value).ok).toBe(false);
      expect(parse(value).ok).toBe(false);
      expect(parse({ ...payload, actions: [value] }).ok).toBe(false);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(parseEntryPayload(bytes, 1)).toEqual({ ok: false, error: { code: 'entry.malformed' } });
    }),
    { numRuns: 500 },
  );
});

test('S21: JSON nested a hundred thousand deep is refused without exhausting the stack', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(parseEntryPayload(utf8(deep), 1).ok).toBe(false);
  expect(parseEntryPayload(utf8(JSON.stringify(payload).replace('"member.role"', deep)), 1).ok).toBe(false);
});

test('S21: a key named __proto__ is refused like any foreign key', () => {
  const text = JSON.stringify(payload).replace('"v":1', '"v":1,"__proto__":{"rules":1}');
  expect(parseEntryPayload(utf8(text), 1).ok).toBe(false);
});
