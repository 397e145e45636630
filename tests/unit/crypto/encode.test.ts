import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeParts } from '../../../src-main/crypto/encode.ts';
import { LABEL } from '../../../src-main/crypto/labels.ts';
import { hex, utf8 } from '../../../src-shared/base/bytes.ts';

describe('the encoding of label and parts', () => {
  it('writes lengths before everything', () => {
    expect(hex(encodeParts('ab', [utf8('c'), new Uint8Array()]))).toBe('00000002616200000002000000016300000000');
  });

  it('differs when a byte moves from one part to the next, or parts are split or empty', () => {
    const lists = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], []];
    const encoded = lists.map((parts) => hex(encodeParts('x', parts.map(utf8))));
    encoded.push(hex(encodeParts('xa', [utf8('bc')])));
    expect(new Set(encoded).size).toBe(lists.length + 1);
  });
});

describe('labels', () => {
  it('are all different, and all of this product and version', () => {
    const labels = Object.values(LABEL);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^sealpost\/v1\/[a-z0-9/-]+$/);
  });

  it('of the package format are those that FORMAT.md lists', () => {
    const format = readFileSync(new URL('../../../src-main/crypto/FORMAT.md', import.meta.url), 'utf8');
    const listed = [...format.matchAll(/^\| `(sealpost\/v1\/[^`]+)` \|/gm)].map(([, label]) => label);
    const ours = Object.values(LABEL).filter((label) => /\/v1\/(encrypt$|seal\/|blob\/|package\/)/.test(label));
    expect(listed.sort()).toEqual(ours.sort());
  });
});
