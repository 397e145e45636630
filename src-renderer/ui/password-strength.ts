const COMMON = /^(?:password|passwort|qwert[yz]|letmein|welcome|willkommen|admin|sealpost|geheim|secret|iloveyou)/i;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u] as const;
const SIZES = [26, 26, 10, 33] as const;

/**
 * A rough guess of how hard a password is to guess, 0 (trivial) to 4 (strong): a hint while typing, never a gate. Bits
 * are counted by alphabet and by the characters that are neither repeated nor the neighbour of the one before.
 */
export function passwordStrength(password: string): 0 | 1 | 2 | 3 | 4 {
  const characters = Array.from(password);
  if (characters.length === 0) return 0;
  const alphabet = CLASSES.reduce((sum, pattern, index) => sum + (pattern.test(password) ? (SIZES[index] ?? 0) : 0), 0);
  let fresh = 0;
  for (const [index, character] of characters.entries()) {
    const step =
      index === 0 ? 2 : Math.abs((character.codePointAt(0) ?? 0) - (characters[index - 1]?.codePointAt(0) ?? 0));
    fresh += step <= 1 ? 0.25 : 1;
  }
  const variety = Math.min(fresh, 2.5 * new Set(characters).size);
  const words = password
    .trim()
    .split(/[\s._-]+/)
    .filter((word) => word.length > 2).length;
  let bits = variety * Math.log2(Math.max(2, alphabet)) * (words >= 3 ? 0.75 : 0.62);
  if (COMMON.test(password)) bits = Math.min(bits, 20);
  if (bits < 20) return 0;
  if (bits < 34) return 1;
  if (bits < 48) return 2;
  return bits < 64 ? 3 : 4;
}
