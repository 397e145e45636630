/** What a decoder of package format 1 answers with. */
export interface FormatError {
  readonly code:
    | 'format.malformed' // not this format, or not in its one canonical form
    | 'format.version' // this format in a version that is not known here
    | 'format.tooLarge' // beyond a bound of the format: refused before anything is allocated
    | 'format.refused' // the form is right, the bytes do not authenticate
    | 'format.wrongKey'; // the commitment is to another key: a wrong password, or a foreign object
  /** Names the part; never content. */
  readonly detail: string;
}
