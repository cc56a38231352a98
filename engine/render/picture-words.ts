/**
 * What a picture that is written into a file says to people, as plain data, so that it can be handed over in any
 * language. Parts in braces are put in by {@link fill}.
 */
export interface PictureWords {
  /** BCP 47. */
  readonly language: string;
  readonly resetZoom: string;
  readonly search: string;
  readonly searchFunctions: string;
  readonly pattern: string;
  readonly brokenPattern: string;
  /** `part` of a pattern, which the window would take. */
  readonly unknownPattern: string;
  /** `share`: '12.5%', or before → after. */
  readonly matched: string;
  /** `value`. */
  readonly total: string;
  /** `total` and `self`, each with its share. */
  readonly facts: string;
  /** `value`, of several boxes drawn as one. */
  readonly together: string;
  readonly oneSmaller: string;
  /** `count`. */
  readonly severalSmaller: string;
  readonly same: string;
  readonly isNew: string;
  readonly isGone: string;
  /** `pattern`, `matched` as above; where nothing can be typed. */
  readonly searchedFor: string;

  /** Of colours. */
  readonly unknownHome: string;
  readonly selfOfAll: string;
  readonly totalOfAll: string;
  readonly less: string;
  readonly more: string;
  readonly onlyLosses: string;
  readonly onlyGains: string;
  readonly unchanged: string;
  /** `share` of the whole. */
  readonly changedLess: string;
  readonly noise: string;
  /** `share` of the whole. */
  readonly noiseOrLess: string;
  readonly onlyAfter: string;
  readonly onlyBefore: string;
  readonly width: string;
}

export const englishPicture: PictureWords = {
  language: 'en',
  resetZoom: 'Reset zoom',
  search: 'Search',
  searchFunctions: 'Search functions',
  pattern: 'Regular expression',
  brokenPattern: 'not a regular expression',
  unknownPattern: 'this file cannot search for {part}',
  matched: 'Matched {share}',
  total: 'Total {value}',
  facts: '{total}, self {self}',
  together: '{value} together',
  oneSmaller: '1 smaller one',
  severalSmaller: '{count} smaller ones',
  same: 'same',
  isNew: 'new',
  isGone: 'gone',
  searchedFor: '{pattern}: {matched}',
  unknownHome: 'not known',
  selfOfAll: 'self, of all',
  totalOfAll: 'total, of all',
  less: 'less',
  more: 'more',
  onlyLosses: 'only losses',
  onlyGains: 'only gains',
  unchanged: 'unchanged',
  changedLess: 'changed less than {share}',
  noise: 'noise',
  noiseOrLess: 'noise, or less than {share}',
  onlyAfter: 'only after',
  onlyBefore: 'only before',
  width: 'width: the larger of before and after',
};

/** A text with its parts put in; what is put in is not looked through again. */
export function fill(text: string, parts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(parts, name) ? String(parts[name]) : whole,
  );
}
