/**
 * Whoever works by keyboard does not lose their place when what had the focus goes: a proposal that is carried out, the
 * second of two dialogs. The focus returns to where it last was on the page itself, or to the page's beginning.
 *
 * @param page what dialogs lie over
 * @param fallback takes the focus when there is no place to return to
 * @returns what ends it.
 */
export function keepFocus(page: HTMLElement, fallback: HTMLElement): () => void {
  let last: Element | null = null;
  let onPage: HTMLElement | null = null;
  let waiting = false;
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    if (page.contains(target)) onPage = target;
  };
  const isLost = (): boolean => document.activeElement === document.body && last?.isConnected === false;
  const restore = (): void => {
    waiting = false;
    if (!isLost()) return;
    (onPage?.isConnected ? onPage : fallback).focus({ preventScroll: true });
  };
  // A dialog gives the focus back by itself a frame after it has gone; only then is it lost.
  const observer = new MutationObserver(() => {
    if (waiting || !isLost()) return;
    waiting = true;
    requestAnimationFrame(() => requestAnimationFrame(restore));
  });
  document.addEventListener('focusin', onFocus);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocus);
    observer.disconnect();
  };
}
