import type { I18n } from '../../../i18n/i18n.tsx';

/** A role, class or group as the organisation's view names it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Key of the catalogue while it is called as its preset called it. */
  readonly text: string | null;
}

export const nameOf = ({ name, text }: Named, { lookup }: Pick<I18n, 'lookup'>): string =>
  text === null ? name : lookup(text, {}, name);

/** By id; an id that is no longer there shows itself. */
export const nameIn = (list: readonly Named[], id: string, i18n: Pick<I18n, 'lookup'>): string => {
  const found = list.find((one) => one.id === id);
  return found === undefined ? id : nameOf(found, i18n);
};
