/** Is it worth sending to main? Main decides; this only catches slips while typing. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text.trim());
