import type { VaultDatabase } from '../../vault/database.ts';
import { text } from './columns.ts';

export interface SaveRows {
  add(folder: string, startedAt: number): void;
  remove(folder: string): void;
  all(): readonly string[];
}

/** Folders of partial files: written down before they exist, struck out once they are gone. */
export function createSaveRows(database: VaultDatabase): SaveRows {
  return {
    add: (folder, startedAt) => {
      database.run(`INSERT OR REPLACE INTO saves VALUES (?, ?)`, folder, startedAt);
    },
    remove: (folder) => {
      database.run(`DELETE FROM saves WHERE folder = ?`, folder);
    },
    all: () => database.all(`SELECT folder FROM saves`).map((row) => text(row, 'folder')),
  };
}
