/** The renderer's one source of time; milliseconds since 1970-01-01 UTC. */
export const now = (): number => Date.now();
