/** Lets the window, the network and the threads have their turn. */
export const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
