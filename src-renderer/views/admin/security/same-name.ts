const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** Whether somebody typed that very name: capitals count, the width of a space does not. */
export const isSameName = (typed: string, name: string): boolean => plain(typed) === plain(name) && plain(name) !== '';
