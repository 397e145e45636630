import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockProfile } from '../../../src-main/vault/profile/lock.ts';
import { unwrap } from '../../../src-shared/base/result.ts';

async function folder(): Promise<string> {
  const created = await mkdtemp(path.join(tmpdir(), 'sealpost-lock-'));
  onTestFinished(() => rm(created, { recursive: true, force: true }));
  return created;
}

const inUse = { ok: false, error: { code: 'vault.inUse' } };

describe('the lock of a profile', () => {
  it('is held by one at a time, in the same process as well', async () => {
    const directory = await folder();
    const lock = unwrap(lockProfile(directory));
    expect(lockProfile(directory)).toMatchObject(inUse);
    expect(lockProfile(directory)).toMatchObject(inUse);
    lock.release();
    const next = unwrap(lockProfile(directory));
    // Released long ago: must not take the lock from whoever has it now.
    lock.release();
    expect(lockProfile(directory)).toMatchObject(inUse);
    next.release();
  });

  it('is one per profile', async () => {
    const [one, two] = [unwrap(lockProfile(await folder())), unwrap(lockProfile(await folder()))];
    one.release();
    two.release();
  });

  it('leaves an empty file, which means nothing by itself', async () => {
    const directory = await folder();
    unwrap(lockProfile(directory)).release();
    expect((await stat(path.join(directory, 'lock'))).size).toBe(0);
    unwrap(lockProfile(directory)).release();
  });

  it.each(['rubbish', 'SQLite format 3\0', 'x'.repeat(100_000)])(
    'is taken also when its file holds something: %s',
    async (text) => {
      const directory = await folder();
      await writeFile(path.join(directory, 'lock'), text);
      const lock = unwrap(lockProfile(directory));
      expect(lockProfile(directory)).toMatchObject(inUse);
      lock.release();
    },
  );

  it('says missing when there is no such profile, and io when the lock cannot be made', async () => {
    const directory = await folder();
    expect(lockProfile(path.join(directory, 'none'))).toMatchObject({ error: { code: 'vault.missing' } });
    await writeFile(path.join(directory, 'file'), '');
    expect(lockProfile(path.join(directory, 'file'))).toMatchObject({ error: { code: 'vault.io' } });
  });
});
