import { constants, getPriority, setPriority } from 'node:os';

/** Of the scheduler's 40 steps: this thread gets two thirds of what the main thread gets where they share a core. */
const STEPS = 2;

/**
 * Lets the thread that has the window, and that all answers go through, go first. On Linux alone: there a priority is a
 * thread's (https://man7.org/linux/man-pages/man2/setpriority.2.html, "C library/kernel differences"), elsewhere it would be
 * the whole process's.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(constants.priority.PRIORITY_LOW, getPriority() + STEPS));
  } catch {
    // A sandbox that forbids it: then they share as before.
  }
}
