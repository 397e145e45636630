/* The people of the administration's measurements, as one CSV file. */

export const PEOPLE = 10_000;

const SYLLABLES = ['an', 'be', 'cor', 'da', 'el', 'fi', 'gus', 'ha', 'in', 'jo', 'ka', 'lu', 'mé', 'no', 'ör', 'pe'];

const nameOf = (place: number): string => {
  const syllable = (shift: number): string => SYLLABLES[(place >> shift) % SYLLABLES.length] ?? '';
  return `${syllable(0)}${syllable(4)}${syllable(8)} ${syllable(12)}${syllable(2)}${syllable(6)} ${place}`;
};

export const PEOPLE_CSV = [
  'name,email',
  ...Array.from({ length: PEOPLE }, (_, place) => `${nameOf(place)},person${place}@example.org`),
].join('\n');
