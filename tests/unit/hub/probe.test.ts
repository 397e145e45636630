import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hub } from '../../../src-main/hub/port.ts';
import { type BrokenGuarantee, probeHub } from '../../../src-main/hub/probe.ts';
import { ok } from '../../../src-shared/base/result.ts';
import type { HubFixture } from '../../support/hub-conformance.ts';
import { folderFixture, systemRandom } from '../../support/hub-fixtures.ts';

let fixture: HubFixture;
beforeEach(async () => {
  fixture = await folderFixture('folder');
});
afterEach(() => fixture.remove());

/** A real hub whose store breaks one guarantee. */
const BROKEN: Readonly<
  Record<string, { readonly guarantee: BrokenGuarantee; readonly breaks: (hub: Hub) => Partial<Hub> }>
> = {
  'looks first and writes then': {
    guarantee: 'createIfAbsent',
    breaks: (hub) => ({
      async put(key, body, options) {
        const there = await hub.get(key, { maxBytes: 1024 });
        if (options?.ifAbsent === true && there.ok && there.value !== null) return ok('exists');
        return hub.put(key, body, { ...options, ifAbsent: false });
      },
    }),
  },
  'ignores that it should write only if absent': {
    guarantee: 'createIfAbsent',
    breaks: (hub) => ({ put: (key, body, options) => hub.put(key, body, { ...options, ifAbsent: false }) }),
  },
  'has no winner': {
    guarantee: 'createIfAbsent',
    breaks: (hub) => ({
      async put(key, body, options) {
        const outcome = await hub.put(key, body, options);
        return options?.ifAbsent === true ? ok('exists') : outcome;
      },
    }),
  },
  'loses writes': { guarantee: 'readAfterWrite', breaks: () => ({ get: async () => ok(null) }) },
  'cuts what it stores': {
    guarantee: 'readAfterWrite',
    breaks: (hub) => ({ put: (key, body, options) => hub.put(key, body.subarray(1), options) }),
  },
  'ignores ranges': {
    guarantee: 'range',
    breaks: (hub) => ({ get: (key, { maxBytes: _, range: __, ...rest }) => hub.get(key, { ...rest, maxBytes: 1024 }) }),
  },
  'lists in another order': {
    guarantee: 'orderedListing',
    breaks: (hub) => ({
      async list(prefix, options) {
        const page = await hub.list(prefix, { ...options, limit: 100 });
        return page.ok ? ok({ keys: [...page.value.keys].reverse(), more: false }) : page;
      },
    }),
  },
  'lists like a file manager': {
    guarantee: 'orderedListing',
    breaks: (hub) => ({
      async list(prefix, options) {
        const page = await hub.list(prefix, { ...options, limit: 100 });
        if (!page.ok) return page;
        return ok({ keys: [...page.value.keys].sort((a, b) => a.localeCompare(b)), more: false });
      },
    }),
  },
  'never ends a listing': {
    guarantee: 'orderedListing',
    breaks: (hub) => ({
      async list(prefix, options) {
        const page = await hub.list(prefix, { ...options, after: '' });
        return page.ok ? ok({ keys: page.value.keys, more: true }) : page;
      },
    }),
  },
  'keeps what is deleted': { guarantee: 'delete', breaks: () => ({ delete: async () => ok() }) },
};

describe('probeHub', () => {
  it('finds a sound store sound, and leaves nothing behind', async () => {
    const connections = [fixture.connect(), fixture.connect()] as const;
    expect(await probeHub(connections, systemRandom)).toMatchObject({ ok: true, value: { writers: 8 } });
    expect(await connections[0].list('probe/', { limit: 10 })).toMatchObject({ value: { keys: [] } });
  });

  it.each(Object.entries(BROKEN))('refuses a store that %s', async (_, { guarantee, breaks }) => {
    const connect = (): Hub => {
      const hub = fixture.connect();
      return { ...hub, ...breaks(hub) };
    };
    expect(await probeHub([connect(), connect()], systemRandom)).toEqual({
      ok: false,
      error: { code: 'hub.unsuitable', detail: guarantee },
    });
  });

  it('leaves nothing behind when it refuses a store', async () => {
    const hub = fixture.connect();
    const broken: Hub = { ...hub, get: async () => ok(null) };
    await probeHub([broken, broken], systemRandom);
    expect(await hub.list('probe/', { limit: 10 })).toMatchObject({ value: { keys: [] } });
  });

  it('passes on the error of a store that cannot be reached', async () => {
    await fixture.remove();
    expect(await fixture.connect().probe()).toMatchObject({ ok: false, error: { code: 'hub.unreachable' } });
  });

  it('does not mistake another probe at the same time for a broken guarantee', async () => {
    const reports = await Promise.all(Array.from({ length: 4 }, () => fixture.connect().probe()));
    expect(reports.map((report) => report.ok)).toEqual([true, true, true, true]);
  });
});
