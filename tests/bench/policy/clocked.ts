/** Milliseconds that the work takes. */
export function clocked(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
