import type { TagRow as JudgedTag, TagRows } from '../../../engine/stats/table-rows';
import type { TagKey, TagTable, TagValue } from '../../../engine/tables/tags';

/** What the table of labels shows: each key, and below it its values. */
export type TagRow =
  | { readonly kind: 'key'; readonly tag: TagKey; readonly isFolded: boolean }
  | { readonly kind: 'value'; readonly tag: TagKey; readonly value: TagValue }
  | { readonly kind: 'omitted'; readonly tag: TagKey }
  | { readonly kind: 'without'; readonly tag: TagKey; readonly amount: readonly number[] };

/** From how many values on a list of keys is no longer seen at once, and what a key may have of them. */
const [mostRows, mostValues] = [100, 20];

/** Keys that begin folded: where there are many values, those with most of them would hide the other keys. */
export function foldedAtFirst({ keys }: TagTable): ReadonlySet<string> {
  const all = keys.reduce((sum, { values }) => sum + values.length, 0);
  if (keys.length < 2 || all <= mostRows) return new Set();
  return new Set(keys.filter(({ values }) => values.length > mostValues).map(({ key }) => key));
}

/**
 * @param folded keys whose values are not shown, but for those that a filter finds
 * @param filter text that a key or a value must contain, without regard to case; a key that does shows all
 */
export function tagRows(
  { keys, total, sum }: TagTable,
  folded: ReadonlySet<string>,
  filter: string,
  textOf: (value: TagValue, tag: TagKey) => string,
): readonly TagRow[] {
  const wanted = filter.toLowerCase();
  const rows: TagRow[] = [];
  for (const tag of keys) {
    const isWhole = wanted === '' || tag.key.toLowerCase().includes(wanted);
    const values = isWhole
      ? tag.values
      : tag.values.filter((value) => textOf(value, tag).toLowerCase().includes(wanted));
    if (values.length === 0 && !isWhole) continue;
    const isFolded = isWhole && folded.has(tag.key);
    rows.push({ kind: 'key', tag, isFolded });
    if (isFolded) continue;
    for (const value of values) rows.push({ kind: 'value', tag, value });
    if (!isWhole) continue;
    if (tag.omitted > 0) rows.push({ kind: 'omitted', tag });
    // Differences of sums are not quite 0 where nothing is left.
    const amount = sum.map((all, side) => all - tag.total[side]!);
    if (amount.some((each, side) => Math.abs(each) > 1e-9 * Math.abs(total[side]!))) {
      rows.push({ kind: 'without', tag, amount });
    }
  }
  return rows;
}

/** Tells a row from the others, whatever became of its amounts and its place. */
export function keyOfRow({ kind, tag, ...row }: TagRow): string {
  const value = 'value' in row ? [row.value.text, row.value.range, row.value.filter] : [];
  return JSON.stringify([kind, tag.key, tag.unit, ...value]);
}

/**
 * What is asked to tell the changes of a table's rows from noise: every key, and every value of it that is listed.
 * @returns with each, where its answer stands: by key and value, see {@link placeIn}
 */
export function judgedTags({ keys }: TagTable): { readonly asked: TagRows; readonly at: TagPlaces } {
  const rows: JudgedTag[] = [];
  const at = new Map<TagKey | TagValue, number>();
  for (const tag of keys) {
    const { key } = tag;
    at.set(tag, rows.push({ key, what: 'all' }, { key, what: 'without' }) - 2);
    for (const value of tag.values) {
      const { text, range } = value;
      at.set(
        value,
        rows.push(range === null ? { key, what: 'text', text } : { key, what: 'range', ...range }) - 1,
      );
    }
  }
  return { asked: { kind: 'tags', rows }, at };
}

type TagPlaces = ReadonlyMap<TagKey | TagValue, number>;

/** Where the answer to a row stands; -1 of values that were left out, which nobody counts one by one. */
export function placeIn(at: TagPlaces, row: TagRow): number {
  switch (row.kind) {
    case 'key':
      return at.get(row.tag) ?? -1;
    case 'without':
      return (at.get(row.tag) ?? -2) + 1;
    case 'value':
      return at.get(row.value) ?? -1;
    case 'omitted':
      return -1;
  }
}

export function amountOf(row: TagRow): readonly number[] {
  switch (row.kind) {
    case 'key':
      return row.tag.total;
    case 'value':
      return row.value.value;
    case 'omitted':
      return row.tag.omittedValue;
    case 'without':
      return row.amount;
  }
}

/**
 * A label filter that hides what either hides. Only lists of texts of one key can be joined, so that of another
 * kind the new one takes the old one's place.
 */
export function joinedIgnore(before: string, added: string): string {
  const split = (filter: string) => {
    const at = filter.indexOf('=');
    const value = filter.slice(at + 1);
    return { key: filter.slice(0, at), value, isText: at > 0 && value.startsWith('^') };
  };
  const [old, fresh] = [split(before), split(added)];
  if (!old.isText || !fresh.isText || old.key !== fresh.key) return added;
  return old.value.split(',').includes(fresh.value) ? before : `${before},${fresh.value}`;
}

/** Keys separated by commas, with one more where it is not among them. */
export function joinedKeys(before: string, key: string): string {
  const keys = before.split(',').filter((each) => each !== '');
  return keys.includes(key) ? before : [...keys, key].join(',');
}
