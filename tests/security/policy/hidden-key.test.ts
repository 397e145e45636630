import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { LABEL } from '../../../src-main/crypto/labels.ts';
import { encryptEntry, signedParts } from '../../../src-main/organisation/entry-codec.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { parseAction } from '../../../src-shared/policy/action/action.ts';
import { RULES } from '../../../src-shared/policy/model/state.ts';
import { encodeSignedText } from '../../../src-shared/protocol/frame.ts';
import { longLog } from '../../support/long-log.ts';
import { replayAlone, replayInBatches, withoutThreads } from '../../support/replay.ts';
import { CLASS, ROLE } from '../../support/roles.ts';

/*
 * S26: what a schema leaves out without a word, and the stored text has all the same, would give those who read the entry
 * through a thread, or from their vault, another state than those who parse it: a fork without two entries.
 */

const TEMPLATE = { type: 'template.set', role: ROLE.member, class: CLASS.internal, groups: [] };
const ROLE_EDIT = { type: 'role.edit', role: ROLE.member };
const hidden = (fields: object, table: string, value: string) =>
  `${JSON.stringify(fields).slice(0, -1)},"${table}":{"__proto__":${value},"pkg.send":${value}}}`;

const ACTIONS: readonly string[] = [
  hidden(TEMPLATE, 'permissions', '"allow"'),
  hidden(ROLE_EDIT, 'cells', '"full"'),
  hidden(ROLE_EDIT, 'cells', 'null'),
  hidden({ type: 'group.create', group: 'group-1', name: 'Group', scope: false }, 'permissions', '"deny"'),
  hidden({ type: 'role.create', role: 'role-1', name: 'Role', rank: 1, peer: false }, 'matrix', '"limited"'),
];

test.each(ACTIONS)('S21: a table with a key named __proto__ is refused, not passed on without it: %s', (text) => {
  expect(parseAction(JSON.parse(text))).toEqual({ ok: false, error: { code: 'action.malformed' } });
});

test.each(ACTIONS)('S26, P26: whoever reads it by threads or alone comes to the same answer: %s', async (action) => {
  const crypto = await createCrypto();
  const log = longLog(crypto, { members: 1, length: 4 });
  const { member: author, device, secretKey } = log.owner;
  const { head, at } = log.state;
  const fields = { v: 1, seq: head.seq + 1, prev: head.hash, at, author, device, rules: RULES, actions: [] };
  const text = utf8(JSON.stringify(fields).replace('"actions":[]', `"actions":[${action}]`));
  const signature = crypto.sign(secretKey, LABEL.policyEntry, signedParts(log.organisation, text));
  const signed = encodeSignedText({ text, signature });
  const entries = [...log.entries, encryptEntry(crypto, log.organisation, log.directory, fields.seq, signed)];
  const alone = replayAlone(crypto, log, entries);
  const batched = await replayInBatches(crypto, log, entries, entries.length, withoutThreads(crypto));
  expect(batched.refusal).toEqual(alone.refusal);
  expect(batched.state).toEqual(alone.state);
  expect(alone.refusal).toEqual({ code: 'action.malformed' });
});
