import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { sealEntry } from '../../../src-main/organisation/entry-codec.ts';
import { stateRoot } from '../../../src-main/organisation/snapshot/state-root.ts';
import { verifyEntry } from '../../../src-main/organisation/verify-entry.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { RULES } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { ACTIONS_MAX } from '../../../src-shared/protocol/policy-entry.ts';
import { longLog } from '../../support/long-log.ts';

/* S21: a root is over the whole state. Anybody can sign an entry that asks for it as often as an entry has actions. */

test('S21: an entry that commits to the state many times has its root made once', async () => {
  const crypto = await createCrypto();
  const log = longLog(crypto, { members: 3, length: 10 });
  const root = stateRoot(crypto, log.state);
  let hashed = 0;
  const counting = {
    ...crypto,
    hash(bytes: Uint8Array) {
      hashed += 1;
      return crypto.hash(bytes);
    },
  };
  function hashesFor(count: number): number {
    const { head, at } = log.state;
    const actions: Action[] = Array.from({ length: count }, () => ({ type: 'state.root', root }));
    const { member: author, device, secretKey } = log.owner;
    const payload = { seq: head.seq + 1, prev: head.hash, at, author, device, rules: RULES, actions };
    const stored = sealEntry(crypto, log.organisation, log.directory, payload, secretKey);
    hashed = 0;
    verifyEntry(counting, new StateDraft(log.state), log.directory, stored);
    return hashed;
  }
  expect(hashesFor(1)).toBeGreaterThan(1);
  expect(hashesFor(ACTIONS_MAX)).toBe(hashesFor(1));
});
