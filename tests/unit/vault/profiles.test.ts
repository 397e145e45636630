import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProfiles } from '../../../src-main/vault/profile/profiles.ts';
import type { ProfileId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';

const FIRST = '00000000000000000000000001' as ProfileId;
const SECOND = '00000000000000000000000002' as ProfileId;
const card = { id: FIRST, organisation: 'Harbour', member: 'Zoë', demo: false };

async function bench() {
  const root = await mkdtemp(path.join(tmpdir(), 'sealpost-profiles-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const profiles = createProfiles(path.join(root, 'profiles'));
  const withVault = async (id: ProfileId) => {
    await mkdir(profiles.directory(id), { recursive: true });
    await writeFile(path.join(profiles.directory(id), 'vault.json'), '{}');
  };
  return { profiles, withVault, root };
}

describe('the list of profiles', () => {
  it('is empty when there was never one', async () => {
    const { profiles } = await bench();
    expect(unwrap(await profiles.list())).toEqual([]);
  });

  it('names every profile that has a vault, by organisation', async () => {
    const { profiles, withVault } = await bench();
    await withVault(FIRST);
    await withVault(SECOND);
    await mkdir(profiles.directory('00000000000000000000000003' as ProfileId));
    unwrap(await profiles.save(card));
    unwrap(await profiles.save({ ...card, id: SECOND, organisation: 'Alps', demo: true }));
    expect(unwrap(await profiles.list())).toEqual([
      { id: SECOND, organisation: 'Alps', member: 'Zoë', demo: true },
      card,
    ]);
  });

  it('still shows a profile whose card is missing or damaged, without names', async () => {
    const { profiles, withVault } = await bench();
    await withVault(FIRST);
    const nameless = { id: FIRST, organisation: '', member: '', demo: false };
    expect(unwrap(await profiles.list())).toEqual([nameless]);
    for (const damaged of [
      '',
      '{',
      '{"version":1}',
      `{"version":1,"organisation":"${'x'.repeat(300)}"}`,
      '\0'.repeat(99_999),
    ]) {
      await writeFile(path.join(profiles.directory(FIRST), 'profile.json'), damaged);
      expect(unwrap(await profiles.list())).toEqual([nameless]);
    }
    unwrap(await profiles.save(card));
    expect(unwrap(await profiles.list())).toEqual([card]);
  });

  it('holds nothing but what tells profiles apart', async () => {
    const { profiles, withVault } = await bench();
    await withVault(FIRST);
    unwrap(await profiles.save(card));
    const file = path.join(profiles.directory(FIRST), 'profile.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      version: 1,
      organisation: 'Harbour',
      member: 'Zoë',
      demo: false,
    });
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('passes over what is not a profile', async () => {
    const { profiles, root } = await bench();
    await mkdir(path.join(root, 'profiles', 'Notes'), { recursive: true });
    await writeFile(path.join(root, 'profiles', FIRST), 'a file');
    expect(unwrap(await profiles.list())).toEqual([]);
  });

  it('refuses an id that would leave its folder', async () => {
    const { profiles } = await bench();
    expect(() => profiles.directory('../../../../etc/000000000000' as ProfileId)).toThrow(TypeError);
  });

  it('says vault.io when the folder cannot be read', async () => {
    const { root } = await bench();
    await writeFile(path.join(root, 'file'), '');
    expect(await createProfiles(path.join(root, 'file')).list()).toMatchObject({ error: { code: 'vault.io' } });
  });
});
