import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-shared/base/result.ts';
import { CORE_PASSWORD } from '../support/core.ts';
import { apply, button, choose, heading, LONG_MS, openView, previewOf, text } from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { foundedAgo } from './support/founded-ago.ts';
import { look } from './support/look.ts';
import { startApp } from './support/running-app.ts';

/** Pictures are kept when somebody wants to look: `PICTURES=1 npm test -- e2e`. */
const pictures = process.env.PICTURES === undefined ? null : join('out', 'pictures', 'lease');

/** What a text ends with, after the last thing that is filled in. */
const end = (key: Parameters<typeof text>[0]): string => text(key).split('}').at(-1)?.trim() ?? '';

describe('rules that have not been looked at for longer than the organisation allows', () => {
  it.each([
    { sending: 'warn', says: 'hub.leaseWarn' },
    { sending: 'stop', says: 'hub.leaseStop' },
  ] as const)(
    'are said to be old ($sending), and nobody governs by them until the hub answers',
    async ({ sending, says }) => {
      const { bench, core, dana } = await foundedAgo(8);
      if (dana.log.state().settings['security.staleSending'].value !== sending) {
        unwrap(await dana.admin.change([{ type: 'setting.set', key: 'security.staleSending', value: sending }]));
      }
      await core.close();
      await rename(bench.hub.path, `${bench.hub.path}-away`);

      const running = await startApp(join(bench.folder, 'dana'));
      const { page, complaints } = running;
      await page.getByText('Dana Ruiz', { exact: true }).click();
      await page.getByLabel(text('password.label'), { exact: true }).fill(CORE_PASSWORD);
      await button(page, 'unlock.submit').click();
      await heading(page, 'inbox.title').waitFor({ timeout: LONG_MS });
      const banner = page.getByRole('status').filter({ hasText: text('hub.leaseTitle') });
      await banner.getByText(end(says)).waitFor({ timeout: LONG_MS });

      await openView(page, 'nav.adminSettings', 'adminSettings.title');
      await choose(page, text('setting.approval.required'), text('mode.everybody'));
      const preview = previewOf(page);
      await button(preview, 'preview.apply').click({ timeout: LONG_MS });
      await preview.getByText(end('error.policy.leaseExpired')).waitFor({ timeout: LONG_MS });
      await look(running, pictures, `lease ${sending}`);

      await rename(`${bench.hub.path}-away`, bench.hub.path);
      await apply(page);
      await banner.waitFor({ state: 'detached', timeout: LONG_MS });
      const { settings } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
      expect(settings.find(({ key }) => key === 'approval.required')?.value).toBe('everybody');
      expect(complaints).toEqual([]);
    },
  );
});
