import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import process from 'node:process';

/** What systems answer that cannot flush a folder. */
const CANNOT_FLUSH = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EBADF']);

/**
 * Makes the names in a folder survive a power cut, where the system can. Windows has no such call, and NTFS journals its
 * folders.
 * @param flags of `open`, besides: `O_NOFOLLOW` where somebody else can put a link there
 * @throws what the system answers when there is no such folder, or the disk fails
 */
export async function flushFolder(folder: string, flags = 0): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | flags);
  try {
    await handle.sync();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (typeof code !== 'string' || !CANNOT_FLUSH.has(code)) throw error;
  } finally {
    await handle.close();
  }
}
