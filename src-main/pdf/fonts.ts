import { readFile } from 'node:fs/promises';
import type { FontName, Fonts } from './document.ts';

/** assets/fonts, which lies two folders up from this source as from every bundle, in the package too. */
const FOLDER = new URL('../../assets/fonts/', import.meta.url);

/** The fonts of every page that Sealpost prints. @throws when they are not where the build puts them */
export async function readFonts(): Promise<Fonts> {
  const font = async (name: FontName): Promise<Uint8Array> =>
    Uint8Array.from(await readFile(new URL(`inter-${name}.ttf`, FOLDER)));
  const [regular, bold] = await Promise.all([font('regular'), font('bold')]);
  return { regular, bold };
}
