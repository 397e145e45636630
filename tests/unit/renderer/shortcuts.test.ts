import { describe, expect, it } from 'vitest';
import { commands } from '../../../src-renderer/app/commands.tsx';
import { clashes, type KeyPress, matchesKeys } from '../../../src-renderer/app/shortcuts.ts';
import { keyParts } from '../../../src-renderer/ui/Keys.tsx';
import { MENU_COMMANDS } from '../../../src-shared/ipc/commands.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('matchesKeys', () => {
  it('takes Control for Mod, and Command on a Mac', () => {
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true);
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true);
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', false)).toBe(false);
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false);
  });

  it('asks for exactly the modifiers named', () => {
    expect(matchesKeys(press('L', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+L', false)).toBe(true);
    expect(matchesKeys(press('l', { ctrlKey: true }), 'Mod+Shift+L', false)).toBe(false);
    expect(matchesKeys(press('K', { ctrlKey: true, shiftKey: true }), 'Mod+K', false)).toBe(false);
    expect(matchesKeys(press('k', { ctrlKey: true, altKey: true }), 'Mod+K', false)).toBe(false);
    expect(matchesKeys(press('k'), 'Mod+K', false)).toBe(false);
  });

  it('lets a layout need Shift to type a sign', () => {
    expect(matchesKeys(press('/', { ctrlKey: true, shiftKey: true }), 'Mod+/', false)).toBe(true);
  });

  it('knows keys without a modifier', () => {
    expect(matchesKeys(press('F5'), 'F5', false)).toBe(true);
    expect(matchesKeys(press('F5', { ctrlKey: true }), 'F5', false)).toBe(false);
  });
});

describe('the registry', () => {
  it('gives no keys to two commands', () => {
    expect(clashes(commands)).toEqual([]);
  });

  it('notices keys that are given twice, whatever their order', () => {
    expect(clashes([{ keys: 'Mod+Shift+L' }, { keys: 'shift+mod+l' }, {}])).toEqual(['shift+mod+l']);
  });

  it('has no two commands of one name', () => {
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
  });

  it('knows every command that menus ask for', () => {
    const known = new Set(commands.map((command) => command.id));
    const news: readonly string[] = [MENU_COMMANDS.reloaded];
    expect(Object.values(MENU_COMMANDS).filter((name) => !known.has(name) && !news.includes(name))).toEqual([]);
  });
});

describe('keyParts', () => {
  it('writes keys the way of the platform', () => {
    expect(keyParts('Mod+Shift+L', false)).toEqual(['Ctrl', 'Shift', 'L']);
    expect(keyParts('Mod+Shift+L', true)).toEqual(['⌘', '⇧', 'L']);
  });
});
