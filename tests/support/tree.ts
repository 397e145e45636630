import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Everything below a folder: `name/` for folders, `name size hash` for files, sorted. */
export async function listTree(folder: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    const shown = path.relative(folder, full);
    if (entry.isDirectory()) lines.push(`${shown}/`);
    else if (entry.isFile()) {
      const hash = createHash('sha256')
        .update(await readFile(full))
        .digest('hex');
      lines.push(`${shown} ${(await stat(full)).size} ${hash}`);
    } else lines.push(`${shown} (special)`);
  }
  return lines.sort();
}
