/** What became of a mail that was opened. */
export type Taken =
  | { readonly kind: 'arrived' | 'taken' | 'junk' }
  /** To be looked at again later. */
  | { readonly kind: 'later'; readonly reason: 'head' | 'missing' }
  | { readonly kind: 'interrupted' };
