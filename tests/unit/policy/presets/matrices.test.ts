import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PERMISSIONS } from '../../../../src-shared/policy/model/permissions.ts';
import { SETTING_KEYS } from '../../../../src-shared/policy/model/settings.ts';
import type { Preset } from '../../../../src-shared/policy/presets/preset.ts';
import { PRESETS } from '../../../../src-shared/policy/presets/presets.ts';

/*
 * The presets as tables for people, and a change of any entry as a change of a line that somebody reads. After a wanted
 * change: `npx vitest run tests/unit/policy/presets/matrices.test.ts -u`.
 */

const PAGE = join(import.meta.dirname, '../../../../docs/policy/matrices.md');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function roles({ roles: all }: Preset): string {
  const head = ['Permission', ...all.map(({ name, rank, peer }) => `${name} (${rank}${peer ? ', peer' : ''})`)];
  const marks = { full: 'yes', limited: 'limited' } as const;
  const rows = PERMISSIONS.map((permission) => {
    const levels = all.map(({ matrix }) => matrix[permission]);
    return [`\`${permission}\``, ...levels.map((level) => (level === undefined ? '' : marks[level]))];
  });
  return table(head, rows);
}

function classes({ classes: all, ownerClass }: Preset): string {
  const rows = all.map(({ id, name, ceiling, audience, licensed }) => [
    id === ownerClass ? `${name} (the owner's)` : name,
    ceiling?.map((permission) => `\`${permission}\``).join(' ') ?? 'none',
    audience.classes === null ? 'everybody' : audience.classes.join(', ') || 'nobody',
    audience.contacts,
    licensed ? 'yes' : '',
  ]);
  return table(['Class', 'Ceiling', 'Addresses', 'Contacts', 'Licence'], rows);
}

function newcomers({ template, licences }: Preset): string {
  const permissions = Object.entries(template.permissions).map(([key, effect]) => `\`${key}\` ${effect}`);
  const own = permissions.length === 0 ? '' : `, with permissions of their own: ${permissions.join(', ')}`;
  const bought = licences === null ? '' : ` Licences at first: ${licences}.`;
  return `New members: role \`${template.role}\`, class \`${template.class}\`${own}.${bought}`;
}

function settings(presets: readonly Preset[]): string {
  const head = ['Setting', ...presets.map(({ key }) => key)];
  return table(
    head,
    SETTING_KEYS.map((key) => [`\`${key}\``, ...presets.map((preset) => String(preset.settings[key]))]),
  );
}

function page(): string {
  const presets = [...PRESETS.values()];
  const parts = presets.flatMap((preset) => [
    `## ${preset.key}`,
    newcomers(preset),
    classes(preset),
    'Roles with their ranks:',
    roles(preset),
  ]);
  return `${[
    '# The presets, entry by entry',
    'What each gives before anybody edits it; [coverage.md](coverage.md) says why. Written by `tests/unit/policy/presets/matrices.test.ts`, never by hand.',
    '## Settings',
    settings(presets),
    ...parts,
  ].join('\n\n')}\n`;
}

it('docs/policy/matrices.md shows the presets as they are', async () => {
  await expect(page()).toMatchFileSnapshot(PAGE);
});
