/** A text, or one text a plural category of `count` (Unicode CLDR; `other` always exists). */
export type Message =
  | string
  | { readonly one?: string; readonly few?: string; readonly many?: string; readonly other: string };

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
/** The placeholders of a message: `{name}`; plural messages always take `count`. */
export type Placeholders<M> = M extends string
  ? Names<M>
  : M extends { readonly other: infer Other }
    ? 'count' | Names<Other>
    : never;

export type Params = Readonly<Record<string, string | number>>;

/** `params` is demanded exactly when the message has placeholders. */
export type ArgumentsOf<M> = [Placeholders<M>] extends [never]
  ? []
  : [params: { readonly [P in Placeholders<M>]: string | number }];

/** Typed by the English catalogue, which names every key and placeholder. */
export type Translate<C extends Readonly<Record<string, Message>>> = <K extends keyof C & string>(
  key: K,
  ...parameters: ArgumentsOf<C[K]>
) => string;

/** Fills `{name}`; an unknown placeholder stays as it is, numbers are written the way of the locale. */
export function fill(text: string, params: Params, locale: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

/** Renders one message; the plural category is that of `params.count` in `locale`. */
export function render(message: Message, params: Params, locale: string): string {
  if (typeof message === 'string') return fill(message, params, locale);
  const category = new Intl.PluralRules(locale).select(Number(params.count ?? 0));
  const text =
    category === 'one' || category === 'few' || category === 'many'
      ? (message[category] ?? message.other)
      : message.other;
  return fill(text, params, locale);
}

/** @param catalogue all texts, or those that are there: another's is empty, never its key */
export function createTranslate<C extends Readonly<Record<string, Message>>>(
  catalogue: Readonly<Partial<Record<keyof C & string, Message>>>,
  locale: string,
): Translate<C> {
  return (key, ...parameters) => {
    const message = catalogue[key];
    return message === undefined ? '' : render(message, (parameters[0] ?? {}) as Params, locale);
  };
}
