import { provisionElectron } from '../support/provision.ts';
import { say } from '../support/say.ts';

/** `node tools/run.mjs provision`: provides what `npm start` and `npm test` need, and says what there is. */
export async function main(): Promise<number> {
  try {
    const runtime = await provisionElectron();
    say(`Electron ${runtime.version}${runtime.official ? '' : ' (fallback)'}: ${runtime.executable}`);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
