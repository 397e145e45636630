/**
 * What the tools tell the person at the terminal. Always standard error: standard output belongs to the program that
 * a tool runs (`npm run cli -- inbox --json | jq` must work on the very first run, too).
 */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Runs `work`, saying how long it has been at it every ten seconds, so that a slow first run looks alive. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  say(`${what} ...`);
  const started = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  const timer = setInterval(() => say(`${what} ... ${seconds()}`), 10_000);
  try {
    const value = await work();
    say(`${what}: done in ${seconds()}`);
    return value;
  } finally {
    clearInterval(timer);
  }
}
