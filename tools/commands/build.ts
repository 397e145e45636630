import { ensureBuilt } from '../build/ensure-built.ts';
import { parseTarget, TARGETS, type Target } from '../build/targets.ts';
import { say } from '../support/say.ts';

/** `npm run build [-- PART ...]`: builds what has changed. */
export async function main(args: readonly string[]): Promise<number> {
  const targets: Target[] = [];
  for (const name of args) {
    const target = parseTarget(name);
    if (target === null) {
      say(`There is no part "${name}". There are: ${TARGETS.join(', ')}.`);
      return 1;
    }
    targets.push(target);
  }
  try {
    await ensureBuilt(targets.length === 0 ? TARGETS : targets);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
