import type { Hub } from '../../src-main/hub/port.ts';

/** What the process would never see: it died. */
export class Died extends Error {}

/**
 * A hub at whose `step`-th call (from 0) the process dies, before the call does its work or after. Everything synchronous
 * around it has happened or has not, as with kill -9: the vault's transactions are synchronous.
 */
export function dyingHub(hub: Hub, step: number, when: 'before' | 'after'): Hub {
  let calls = 0;
  async function through<T>(call: () => Promise<T>): Promise<T> {
    const fatal = calls === step;
    calls += 1;
    if (calls > step + 1) throw new Died();
    if (fatal && when === 'before') throw new Died();
    const value = await call();
    if (fatal) throw new Died();
    return value;
  }
  return {
    get: (...parameters) => through(() => hub.get(...parameters)),
    put: (...parameters) => through(() => hub.put(...parameters)),
    list: (...parameters) => through(() => hub.list(...parameters)),
    delete: (...parameters) => through(() => hub.delete(...parameters)),
    flush: () => through(() => hub.flush()),
    probe: () => through(() => hub.probe()),
    close: () => hub.close(),
  };
}

/** Runs the work with a hub that dies at every step in turn; `after` looks at what is left. Ends when nothing died. */
export async function atEveryStep(
  work: (dying: (hub: Hub) => Hub) => Promise<unknown>,
  after: () => Promise<void>,
): Promise<number> {
  for (let step = 0; step < 500; step += 1) {
    for (const when of ['before', 'after'] as const) {
      let died = false;
      try {
        await work((hub) => dyingHub(hub, step, when));
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        died = true;
      }
      await after();
      if (!died) return step;
    }
  }
  throw new Error('the work takes ever more steps');
}
