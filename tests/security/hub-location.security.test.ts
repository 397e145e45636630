import { describe, expect, it } from 'vitest';
import { createHub } from '../../src-main/hub/open-hub.ts';
import { isUsableLocation } from '../../src-main/hub/usable-location.ts';
import { systemRandom } from '../../src-main/system/system-random.ts';
import type { InviteId, OrganisationId } from '../../src-shared/base/ids.ts';
import { formatLink } from '../../src-shared/protocol/invitation.ts';
import { coreBench, corePassword } from '../support/core.ts';

const folder = (path: string) => ({ kind: 'folder', path }) as const;

describe('S21 where an invitation says that its hub is', () => {
  it.each(['hub', './hub', '../hub', '~/hub', 'C:\\hub', '\\\\server\\share', '/tmp/\0/hub'])(
    'is refused on macOS and Linux when it is %j',
    (path) => {
      expect(isUsableLocation(folder(path), 'linux')).toBe(false);
      expect(isUsableLocation(folder(path), 'darwin')).toBe(false);
    },
  );

  it.each([
    'hub',
    '\\hub',
    '/hub',
    'C:hub',
    '\\\\?\\C:\\hub',
    '//?/C:/hub',
    '\\\\.\\pipe\\name',
    '\\??\\C:\\hub',
    '\\\\server\\pipe\\name',
    '\\\\example.org@SSL\\share',
    '//example.org@8080/share',
    '\\\\example.org\\DavWWWRoot\\share',
    '\\\\server',
    'C:\\hub\0',
  ])('is refused on Windows when it is %j', (path) => {
    expect(isUsableLocation(folder(path), 'win32')).toBe(false);
  });

  it.each(['C:\\hub', 'z:/hub', '\\\\server\\share', '\\\\server\\share\\hub', '//files.example.org/share/hub'])(
    'is accepted on Windows when it is %j',
    (path) => {
      expect(isUsableLocation(folder(path), 'win32')).toBe(true);
    },
  );

  it('is not opened when it is refused', async () => {
    const bench = await coreBench();
    const opened: string[] = [];
    const app = bench.core('nia', {
      openHub: (location, expect) => {
        opened.push(location.path);
        return createHub(location, { random: systemRandom }, expect);
      },
    });
    const invitation = formatLink({
      hub: folder('Downloads/hub'),
      organisation: '0'.repeat(64) as OrganisationId,
      invitation: '0'.repeat(26) as InviteId,
      code: new Uint8Array(32),
    });
    const refused = { ok: false, error: { code: 'hub.unreachable', detail: 'location' } };
    expect(await app.inspectInvitation(invitation)).toEqual(refused);
    const request = { invitation, name: 'Nia', password: corePassword(), allowPasswordOnly: false };
    expect(await app.join(request)).toEqual(refused);
    expect(opened).toEqual([]);
    expect(await app.profiles()).toEqual([]);
  });
});
