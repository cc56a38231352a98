import { type Hit, pageLength, type SearchSteps } from './search';

/** Compiled expressions by term. Terms come from queries, so their number is bounded. */
const compiled = new Map<string, RegExp>();
const compiledLimit = 200;

/** The same search with the three mistakes of the slow one mended. */
export const fast: SearchSteps = {
  wordStart(term) {
    let expression = compiled.get(term);
    if (expression === undefined) {
      if (compiled.size >= compiledLimit) compiled.clear();
      expression = new RegExp(`\\b${term}`, 'gi');
      compiled.set(term, expression);
    }
    return expression;
  },
  dedupe(hits) {
    const names = new Set<string>();
    const kept: Hit[] = [];
    for (const hit of hits) {
      if (names.has(hit.offer.name)) continue;
      names.add(hit.offer.name);
      kept.push(hit);
    }
    return kept;
  },
  copyPage(hits) {
    return hits.slice(0, pageLength);
  },
};
