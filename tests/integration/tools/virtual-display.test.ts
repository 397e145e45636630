import { access, readFile } from 'node:fs/promises';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { provideSystemPackages } from '../../../tools/system/debian-packages.ts';
import { startVirtualDisplay } from '../../../tools/system/display.ts';
import { decodeXwd } from '../../../tools/system/xwd.ts';

describe.runIf(process.platform === 'linux')('a virtual display', () => {
  it('has a number of its own, a readable screen, and leaves nothing behind', async () => {
    await provideSystemPackages(true);
    const [first, second] = await Promise.all([startVirtualDisplay(), startVirtualDisplay()]);
    try {
      expect(first.env.DISPLAY).toMatch(/^:\d+$/);
      expect(second.env.DISPLAY).not.toBe(first.env.DISPLAY);
      const picture = decodeXwd(await readFile(first.framebuffer ?? ''));
      expect([picture.width, picture.height]).toEqual([1440, 900]);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
    await expect(access(first.framebuffer ?? '')).rejects.toThrow();
    await expect(access(`/tmp/.X11-unix/X${first.env.DISPLAY?.slice(1)}`)).rejects.toThrow();
  });
});
