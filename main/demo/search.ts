import type { Offer } from './catalogue';

/** An offer and how well it fits the query. */
export interface Hit {
  readonly offer: Offer;
  readonly score: number;
}

/**
 * The steps of a search that are done well or badly. Both implementations give equal results and have
 * functions of equal names, so that a comparison of their profiles lines up frame by frame.
 */
export interface SearchSteps {
  /** An expression that finds the words beginning with a term, whatever their case. */
  wordStart(term: string): RegExp;
  /** Keeps the first hit of every product name. */
  dedupe(hits: readonly Hit[]): Hit[];
  /** What a page of results shows; must not let the caller reach the catalogue. */
  copyPage(hits: readonly Hit[]): Hit[];
}

/** Results on one page. */
export const pageLength = 24;

/** Lower-case words of a query, each once, at most eight. */
export function tokenize(query: string): string[] {
  const words = query.toLowerCase().match(/[a-z]+/g) ?? [];
  return [...new Set(words)].slice(0, 8);
}

function countMatches(word: RegExp, text: string): number {
  word.lastIndex = 0;
  let count = 0;
  while (word.test(text)) count++;
  return count;
}

function scoreOffer(offer: Offer, terms: readonly string[], steps: SearchSteps): number {
  let score = 0;
  for (const term of terms) {
    score += 5 * countMatches(steps.wordStart(term), offer.name);
    score += countMatches(steps.wordStart(term), offer.description);
  }
  return score;
}

function scoreCatalogue(offers: readonly Offer[], terms: readonly string[], steps: SearchSteps): Hit[] {
  const hits: Hit[] = [];
  for (const offer of offers) {
    const score = scoreOffer(offer, terms, steps);
    if (score > 0) hits.push({ offer, score });
  }
  return hits;
}

function compareHits(a: Hit, b: Hit): number {
  return b.score - a.score || a.offer.priceCents - b.offer.priceCents || (a.offer.sku < b.offer.sku ? -1 : 1);
}

function rank(hits: Hit[]): Hit[] {
  return hits.sort(compareHits);
}

function render(query: string, found: number, page: readonly Hit[]): string {
  const results = page.slice(0, pageLength).map(({ offer, score }) => ({
    sku: offer.sku,
    name: offer.name,
    seller: offer.seller,
    price: (offer.priceCents / 100).toFixed(2),
    score,
  }));
  return `${JSON.stringify({ query, found, results })}\n`;
}

/** Answers a query with JSON: one page of the best offers, one per product. */
export function search(offers: readonly Offer[], query: string, steps: SearchSteps): string {
  const hits = scoreCatalogue(offers, tokenize(query), steps);
  const products = steps.dedupe(rank(hits));
  return render(query, products.length, steps.copyPage(products));
}
