import type { Bridge } from '../../src-shared/ipc/bridge.ts';

declare global {
  interface Window {
    /** Put there by preload before the page runs; absent only when the page is opened outside the application. */
    readonly sealpost?: Bridge;
  }
}

/** @throws Error outside the application; `main.tsx` asks `hasBridge` first. */
export function bridge(): Bridge {
  if (!window.sealpost) throw new Error('no bridge');
  return window.sealpost;
}

export const hasBridge = (): boolean => window.sealpost !== undefined;
