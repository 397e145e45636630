import { describe, expect, it } from 'vitest';
import { FolderHubFailure, hubErrorOf } from '../../../src-main/hub/folder/errors.ts';

const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: no luck, open '/home/ada/hub/log/0000000001'`), { code, path: '/home/ada/hub' });

describe('hubErrorOf', () => {
  it.each([
    ['ENOSPC', 'hub.full'],
    ['EDQUOT', 'hub.full'],
    ['EROFS', 'hub.readOnly'],
    ['EACCES', 'hub.denied'],
    ['EPERM', 'hub.denied'],
    ['ESTALE', 'hub.unreachable'],
    ['ENOTCONN', 'hub.unreachable'],
    ['EHOSTDOWN', 'hub.unreachable'],
    ['ETIMEDOUT', 'hub.unreachable'],
    ['ELOOP', 'hub.unsuitable'],
    ['EIO', 'hub.io'],
    ['EMFILE', 'hub.io'],
  ])('turns %s into %s', (system, code) => {
    expect(hubErrorOf(systemError(system))).toEqual({ code, detail: system });
  });

  it('S20 keeps the path of a system error out of the detail', () => {
    expect(JSON.stringify(hubErrorOf(systemError('EIO')))).not.toContain('ada');
    expect(hubErrorOf(new Error('/home/ada'))).toEqual({ code: 'hub.io', detail: 'unknown' });
    expect(hubErrorOf('/home/ada')).toEqual({ code: 'hub.io', detail: 'unknown' });
  });

  it('passes on what the driver found itself', () => {
    expect(hubErrorOf(new FolderHubFailure('hub.tooLarge', 'folder'))).toEqual({
      code: 'hub.tooLarge',
      detail: 'folder',
    });
  });
});
