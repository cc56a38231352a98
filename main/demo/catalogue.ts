/** One offer of one seller. Several sellers offer the same product under the same name. */
export interface Offer {
  readonly sku: string;
  readonly name: string;
  readonly seller: string;
  readonly priceCents: number;
  readonly description: string;
}

const materials = ['oak', 'steel', 'brass', 'linen', 'glass', 'walnut', 'copper', 'wool', 'marble', 'cork'];
const styles = ['folding', 'compact', 'round', 'tall', 'woven', 'polished', 'plain', 'antique'];
const things = ['desk lamp', 'kettle', 'bookshelf', 'side table', 'stool', 'mirror', 'blanket', 'planter'];
const uses = ['reading', 'small kitchens', 'hallways', 'studios', 'balconies', 'long evenings'];
const sellers = ['Harbour & Sons', 'Northlight', 'Atelier Quince', 'Fifth Street', 'Mill House'];

/** Pseudo-random numbers below `below`, the same on every machine (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A shop's offers; equal arguments give equal catalogues, so that both variants answer alike. */
export function makeCatalogue(length: number, seed = 7): readonly Offer[] {
  const next = numbers(seed);
  const pick = (list: readonly string[]) => list[next(list.length)]!;
  return Array.from({ length }, (_, i) => {
    const material = pick(materials);
    const name = `${pick(styles)} ${material} ${pick(things)}`;
    return {
      sku: `FB-${String(i).padStart(5, '0')}`,
      name,
      seller: pick(sellers),
      priceCents: 900 + next(24_000),
      description: `A ${name} in ${material} and ${pick(materials)}, made for ${pick(uses)} and ${pick(uses)}.`,
    };
  });
}
