/** Apart from the link's schema, for a start of the application must not wait for that. */
export const RESET_LINK_PREFIX = 'sealpost://reset/';

/** Is this text meant as a reset link, sound or not? */
export const isResetLink = (text: string): boolean =>
  text.trimStart().slice(0, RESET_LINK_PREFIX.length).toLowerCase() === RESET_LINK_PREFIX;
