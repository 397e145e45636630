import { type ComponentType, useEffect, useState } from 'react';

/** A part of the program that is loaded when it is asked for, once. */
export type Late<P> = () => Promise<ComponentType<P>>;

export function late<P>(load: Late<P>): Late<P> {
  let loading: Promise<ComponentType<P>> | null = null;
  return () => {
    loading ??= load();
    return loading;
  };
}

/** Milliseconds: what is on the screen now has been painted by then, and nobody has typed a password. */
export const SOON_MS = 100;

/** When a part is needed; `soon` is after what is on the screen now. */
export type Wanted = 'later' | 'soon' | 'now';

/**
 * Not React's `lazy`: what follows a fallback is held back by React for 300 ms, also when it has long been loaded.
 *
 * @param load from `late`
 * @returns null until it is there
 */
export function useLate<P>(load: Late<P>, wanted: Wanted): ComponentType<P> | null {
  const [part, setPart] = useState<{ readonly component: ComponentType<P> } | null>(null);
  useEffect(() => {
    if (wanted === 'later') return;
    const begin = () => void load().then((component) => setPart({ component }));
    if (wanted === 'now') return begin();
    const timer = setTimeout(begin, SOON_MS);
    return () => clearTimeout(timer);
  }, [load, wanted]);
  return part?.component ?? null;
}
