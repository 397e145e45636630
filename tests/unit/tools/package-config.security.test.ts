import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAsRequired, REQUIRED_FUSES } from '../../../tools/package/fuses.ts';
import { ROOT } from '../../../tools/support/paths.ts';

const builder = (): Promise<string> => readFile(join(ROOT, 'electron-builder.yml'), 'utf8');

describe('the package description', () => {
  for (const { name, on } of REQUIRED_FUSES) {
    it(`S9 switches the fuse ${name} ${on ? 'on' : 'off'}`, async () => {
      const key = name.charAt(0).toLowerCase() + name.slice(1);
      expect((await builder()).split('\n')).toContain(`  ${key}: ${on}`);
    });
  }

  it('S9 takes a fuse that the program does not have for one that is wrong', () => {
    expect(isAsRequired({ name: 'RunAsNode', required: 'off', found: 'absent' })).toBe(false);
    expect(isAsRequired({ name: 'RunAsNode', required: 'off', found: 'on' })).toBe(false);
    expect(isAsRequired({ name: 'RunAsNode', required: 'off', found: 'off' })).toBe(true);
  });

  it('S9 loosens nothing but just-in-time compilation on macOS', async () => {
    for (const name of ['entitlements.plist', 'entitlements.inherit.plist']) {
      const text = await readFile(join(ROOT, 'assets', 'mac', name), 'utf8');
      const keys = [...text.matchAll(/<key>(.*?)<\/key>/g)].map((match) => match[1]);
      expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
    }
    expect(await builder()).toContain('hardenedRuntime: true');
  });

  it('describes every platform, the file type and the link scheme', async () => {
    const text = await builder();
    for (const line of ['- target: nsis', '- target: dmg', 'target: [AppImage, deb]', 'schemes: [sealpost]']) {
      expect(text).toContain(line);
    }
    expect(text).toContain('- ext: sealpost');
  });
});
