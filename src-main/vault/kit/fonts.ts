import { readFile } from 'node:fs/promises';
import type { FontName } from './pdf/document.ts';

/** The fonts of the printed kit. `folder` ends with `/` and holds what assets/fonts does. @throws when it does not */
export async function readKitFonts(folder: URL): Promise<Record<FontName, Uint8Array>> {
  const [regular, bold] = await Promise.all(
    ['inter-regular.ttf', 'inter-bold.ttf'].map((name) => readFile(new URL(name, folder))),
  );
  return { regular: Uint8Array.from(regular ?? []), bold: Uint8Array.from(bold ?? []) };
}
