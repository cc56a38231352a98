import type { Random } from '../random';
import { mutateText } from './text';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const oddValues: readonly Json[] = [
  ...[
    null,
    true,
    false,
    0,
    -0,
    -1,
    1,
    0.5,
    -1.5,
    2 ** 31,
    -(2 ** 31),
    2 ** 32,
    2 ** 53,
    1e300,
    -1e300,
    5e-324,
  ],
  ...['', '0', '-1', 'x', '\u0000', '\ud800', '__proto__', 'constructor', 'length', '\u2028', '</script>'],
  ...[[], {}, [[]], [null], { length: 3 }, { '': '' }],
];

/** Put in by their text, since neither an object nor `JSON.stringify` holds them. */
const oddTexts = [
  () => '1e999',
  () => '-0',
  () => '{"__proto__":{"callFrame":1}}',
  () => '{"a":1,"a":2}',
  (random: Random) => '['.repeat(random.size(20_000)),
  (random: Random) => nested('[', '1', ']', random.size(20_000)),
  (random: Random) => nested('{"children":[', '{}', ']}', random.size(4000)),
];

/** Damages JSON value by value; text that is no JSON (any more) as text. */
export function mutateJson(random: Random, text: string, other: string): string {
  const root = parsed(text);
  if (root === undefined || random.chance(0.1)) return mutateText(random, text, other);
  const places = containers(root);
  const place = random.of(places);
  const keys = Object.keys(place);
  const record = place as { [key: string]: Json };
  const key = keys.length === 0 ? 'x' : random.of(keys);
  const old = record[key] ?? null;
  switch (random.below(9)) {
    case 0:
    case 1:
      record[key] = random.of(oddValues);
      break;
    case 2:
      if (Array.isArray(place)) place.splice(Number(key) || 0, 1 + random.size(4));
      else delete record[key];
      break;
    case 3:
      if (Array.isArray(place)) repeat(random, place, old);
      else record[`${key}${random.of(['', ' ', 's', '\u0000'])}`] = old;
      break;
    case 4: {
      const target = random.of(places);
      const targetKeys = Object.keys(target);
      if (targetKeys.length === 0) break;
      const to = random.of(targetKeys);
      // A copy, lest a value becomes part of itself.
      (target as { [key: string]: Json })[to] = structuredClone(old);
      break;
    }
    case 5:
      if (typeof old === 'number') record[key] = old + random.of([-1, 1, 0.5, -2 * old, 2 ** 31, 2 ** 53]);
      else record[key] = random.of([[old], { x: old }, String(old), 7]);
      break;
    case 6: {
      const marker = '\u0001odd\u0001';
      record[key] = marker;
      return JSON.stringify(root).replace(JSON.stringify(marker), () => random.of(oddTexts)(random));
    }
    case 7: {
      // Calls within calls: the object within a list of itself, deeper than any recursion goes.
      const outer = JSON.stringify(place);
      const start = outer.search(/\[|\{(?!")/);
      if (Array.isArray(place) || start < 0) break;
      const marker = '\u0001odd\u0001';
      const [head, tail] = [outer.slice(0, start + 1), outer.slice(start + 1)];
      const depth = Math.min(random.size(5000), Math.ceil(60_000 / outer.length));
      const deep = nested(head, '', tail.startsWith(']') || tail.startsWith('}') ? tail : `,${tail}`, depth);
      record[key] = marker;
      return JSON.stringify(root).replace(JSON.stringify(marker), () => deep);
    }
    default:
      if (typeof old === 'string') record[key] = mutateText(random, old, other);
  }
  return JSON.stringify(root);
}

function repeat(random: Random, list: Json[], value: Json): void {
  for (let n = random.copies(1000, JSON.stringify(value).length); n > 0; n--) list.push(value);
}

function nested(open: string, inner: string, close: string, depth: number): string {
  return open.repeat(depth) + inner + close.repeat(depth);
}

function parsed(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every object and list within a value, itself included. */
function containers(root: Json): (Json[] | { [key: string]: Json })[] {
  const found: (Json[] | { [key: string]: Json })[] = [];
  const waiting: Json[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    found.push(next);
    if (found.length > 5000) break;
    for (const each of Object.values(next)) waiting.push(each);
  }
  return found;
}
