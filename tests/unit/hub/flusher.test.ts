import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlusher } from '../../../src-main/hub/folder/flusher.ts';
import { createRoot } from '../../../src-main/hub/folder/root.ts';
import type { HubFixture } from '../../support/hub-conformance.ts';
import { folderFixture } from '../../support/hub-fixtures.ts';

let fixture: HubFixture;
let folder: string;
beforeEach(async () => {
  fixture = await folderFixture('folder');
  folder = fixture.writer.location;
});
afterEach(() => fixture.remove());

const flusherOf = () => createFlusher(createRoot({ path: folder, expect: 'any' }));

/** An open file whose synchronisation fails: its descriptor is closed already. */
async function failing() {
  const file = await open(join(folder, 'file'), 'w');
  await file.close();
  return file;
}

describe('the flusher', () => {
  it('closes every file it was given, however many', async () => {
    const flusher = flusherOf();
    const files = await Promise.all(Array.from({ length: 100 }, (_, index) => open(join(folder, `${index}`), 'w')));
    await Promise.all(files.map((file, index) => flusher.add(file, `${index}`, [folder])));
    expect(await flusher.flush()).toBeNull();
    expect(files.map((file) => file.fd).filter((fd) => fd !== -1)).toEqual([]);
  });

  it('reports a file that did not become durable to every flush until it is written again', async () => {
    const flusher = flusherOf();
    await flusher.add(await failing(), 'a', []);
    expect(await flusher.flush()).toMatchObject({ code: 'hub.io' });
    expect(await flusher.flush()).toMatchObject({ code: 'hub.io' });
    flusher.forget('a');
    expect(await flusher.flush()).toBeNull();
  });

  it('lets go of a folder that somebody removed, but not of a hub that is gone', async () => {
    const flusher = flusherOf();
    await flusher.add(await open(join(folder, 'file'), 'w'), 'a', [join(folder, 'removed')]);
    expect(await flusher.flush()).toBeNull();
    await flusher.add(await open(join(folder, 'file'), 'w'), 'a', [folder]);
    await rm(folder, { recursive: true });
    expect(await flusher.flush()).toMatchObject({ code: 'hub.unreachable' });
  });
});
