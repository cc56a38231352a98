import { ProfileBuilder } from '../../engine/model/builder';
import type { Profile } from '../../engine/model/profile';

/** Numbers of [0, 1) from a seed (mulberry32): the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A count that happens `mean` times on average, at random: by waiting times where few, by the normal where many. */
function poisson(mean: number, random: () => number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let count = -1;
  for (let left = Math.exp(-mean), product = 1; product > left; count++) product *= random();
  return count;
}

/** How a simulated service behaves; shares of relative standard deviation. */
export interface Behaviour {
  /** CPU samples of one capture, on average. */
  readonly samples: number;
  /** How much all stacks vary together from capture to capture, as when the machine slows down. */
  readonly together: number;
  /** How much each stack varies by itself. */
  readonly alone: number;
  /** How much every seventh stack varies by itself instead. */
  readonly fickle?: number;
  /** What a function's own cost is multiplied by. */
  readonly slower?: { readonly name: string; readonly by: number };
  /** Whether samples have labels, and code has lines, addresses and a binary. */
  readonly detailed?: boolean;
}

const depth = 6;
const stackCount = 60;
const requests = 1000;
const period = 10_000_000;

/** The stacks of the service, root first, and their shares of its cost: a few large, many small. */
function makeStacks() {
  const random = seeded(99);
  const stacks = Array.from({ length: stackCount }, (_, i) => {
    const below = Array.from(
      { length: 1 + Math.floor(random() * depth) },
      () => `f${Math.floor(random() * 40)}`,
    );
    return { names: ['main', 'serve', `h${i % 5}`, ...below], share: 1 / (i + 2) };
  });
  const total = stacks.reduce((sum, { share }) => sum + share, 0);
  return stacks.map(({ names, share }) => ({ names, share: share / total }));
}

export const simulatedStacks = makeStacks();

const functionNames = [...new Set(simulatedStacks.flatMap(({ names }) => names))];

/** Share of the cost that a function has by itself. */
export function flatShare(name: string): number {
  return simulatedStacks
    .filter(({ names }) => names[names.length - 1] === name)
    .reduce((sum, { share }) => sum + share, 0);
}

/** A CPU profile of the service, and the requests that ran meanwhile, which vary by a tenth. */
export function simulate(
  { samples, together, alone, fickle = alone, slower, detailed = false }: Behaviour,
  random: () => number,
): { profile: Profile; requests: number } {
  const builder = new ProfileBuilder(
    [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    { periodType: { type: 'cpu', unit: 'nanoseconds' }, period: BigInt(period) },
  );
  const code = detailed
    ? {
        mapping: builder.mapping({
          filename: '/srv/service',
          buildId: 'ab12',
          start: 0x1000n,
          limit: 0x9000n,
        }),
      }
    : {};
  const locations = new Map<string, number>();
  const locationOf = (name: string) => {
    const known = locations.get(name);
    if (known !== undefined) return known;
    const fn = builder.function({ name, filename: 'a.go' });
    const place = 1 + functionNames.indexOf(name);
    const location = builder.location({
      ...code,
      lines: [{ function: fn, ...(detailed ? { line: 10 * place } : {}) }],
      ...(detailed ? { address: 0x1000n + 16n * BigInt(place) } : {}),
    });
    locations.set(name, location);
    return location;
  };
  const ran = Math.round(requests * (0.95 + 0.1 * random()));
  const everything = Math.exp(together * normal(random)) * (ran / requests);
  for (const [i, { names, share }] of simulatedStacks.entries()) {
    const own = slower?.name === names[names.length - 1] ? slower.by : 1;
    const mean =
      samples * share * own * everything * Math.exp((i % 7 === 3 ? fickle : alone) * normal(random));
    const count = poisson(mean, random);
    const labels = detailed ? [{ key: 'route', text: `/${names[2]}` }] : [];
    if (count > 0) builder.sample(names.map(locationOf).reverse(), [count, count * period], labels);
  }
  return { profile: builder.build(), requests: ran };
}
