/** The one source of time. Times are integers, milliseconds since 1970-01-01 UTC. */
export interface Clock {
  now(): number;
}
