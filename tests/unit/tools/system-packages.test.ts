import { describe, expect, it } from 'vitest';
import { missingPackages } from '../../../tools/system/debian-packages.ts';
import { hasDisplay } from '../../../tools/system/display.ts';

describe('missingPackages', () => {
  it('finds nothing missing when every package is installed under one of its names', () => {
    const list = 'libnss3\tinstall ok installed\nlibgtk-3-0t64\tinstall ok installed\n';
    expect(missingPackages(['libnss3', 'libgtk-3-0'], list)).toEqual([]);
  });

  it('names what was never installed and what was removed', () => {
    const list = 'xvfb\tdeinstall ok config-files\nlibnss3\tunknown ok not-installed\n';
    expect(missingPackages(['xvfb', 'libnss3', 'libgbm1'], list)).toEqual(['xvfb', 'libnss3', 'libgbm1']);
  });

  it('does not take a half-installed package for an installed one', () => {
    expect(missingPackages(['xvfb'], 'xvfb\tinstall reinstreq half-installed\n')).toEqual(['xvfb']);
  });
});

describe.runIf(process.platform === 'linux')('hasDisplay', () => {
  it('follows the environment on Linux', () => {
    expect(hasDisplay({})).toBe(false);
    expect(hasDisplay({ DISPLAY: '' })).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });
});
