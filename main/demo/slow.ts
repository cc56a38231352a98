import type { Hit, SearchSteps } from './search';

/**
 * The search as it is often first written. Three mistakes, each a frame of its own: a regular expression
 * compiled for every row, a linear look-up inside a loop, and a deep copy of all where a few rows do.
 */
export const slow: SearchSteps = {
  wordStart(term) {
    return new RegExp(`\\b${term}`, 'gi');
  },
  dedupe(hits) {
    const names: string[] = [];
    const kept: Hit[] = [];
    for (const hit of hits) {
      if (names.includes(hit.offer.name)) continue;
      names.push(hit.offer.name);
      kept.push(hit);
    }
    return kept;
  },
  copyPage(hits) {
    return JSON.parse(JSON.stringify(hits)) as Hit[];
  },
};
