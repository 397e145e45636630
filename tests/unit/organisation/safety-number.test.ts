import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { safetyNumber } from '../../../src-main/organisation/safety-number.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';

const ada = {
  id: '0123456789abcdefghjkmnpqrs' as MemberId,
  keyset: { signing: 'ab'.repeat(32), sealing: 'cd'.repeat(1216) },
};
const crypto = await createCrypto();

test('a safety number is 60 digits in 12 groups, and is the same everywhere and for ever', () => {
  const number = safetyNumber(crypto, ada);
  expect(number).toMatch(/^([0-9]{5} ){11}[0-9]{5}$/);
  // Fixed: a change would make two versions of Sealpost show different numbers for one person.
  expect(number).toBe('08898 27163 77897 86053 37950 18834 44237 82433 76528 82681 21315 25769');
});

test('another id, signing key or sealing key is another number, in every group', () => {
  const others = [
    { ...ada, id: '0123456789abcdefghjkmnpqrt' as MemberId },
    { ...ada, keyset: { ...ada.keyset, signing: `${'ab'.repeat(31)}ac` } },
    { ...ada, keyset: { ...ada.keyset, sealing: `${'cd'.repeat(1215)}ce` } },
    // The same text, divided between the two keys elsewhere.
    { ...ada, keyset: { signing: `${ada.keyset.signing}cd`, sealing: ada.keyset.sealing.slice(2) } },
  ];
  const groups = safetyNumber(crypto, ada)?.split(' ') ?? [];
  for (const other of others) {
    const different = safetyNumber(crypto, other)?.split(' ') ?? [];
    expect(different.filter((group, index) => group === groups[index]).length).toBeLessThan(3);
  }
});

test('who has no keys yet has no number', () => {
  expect(safetyNumber(crypto, { ...ada, keyset: null })).toBeNull();
});
