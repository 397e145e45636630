/** The one source of delays, so that tests need not wait. */
export interface Timer {
  /** Runs once after so many milliseconds, unless the returned function is called first. Keeps no process alive. */
  after(milliseconds: number, run: () => void): () => void;
}
