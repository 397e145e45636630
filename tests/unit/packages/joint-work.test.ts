import { describe, expect, it } from 'vitest';
import { jointWork } from '../../../src-main/packages/joint-work.ts';
import type { PackageError } from '../../../src-main/packages/port.ts';

const FULL: PackageError = { code: 'hub.full', detail: '' };
const GONE: PackageError = { code: 'package.gone', detail: 'a' };

describe('work on many parts', () => {
  it('stops the other parts and keeps the first failure when parts fail', () => {
    const work = jointWork(new AbortController().signal);
    expect([work.failure, work.signal.aborted]).toEqual([null, false]);
    work.fail(FULL);
    work.fail(GONE);
    expect([work.failure, work.signal.aborted]).toEqual([FULL, true]);
  });

  it('stops without a failure when it is cancelled from outside, and not once it has ended', () => {
    const outer = new AbortController();
    const [work, ended] = [jointWork(outer.signal), jointWork(outer.signal)];
    ended.end();
    outer.abort();
    expect([work.failure, work.signal.aborted, ended.signal.aborted]).toEqual([null, true, false]);
  });
});
