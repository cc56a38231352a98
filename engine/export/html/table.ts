import type { DiffTable, TopTable } from '../../analysis/types';
import type { FlameNoise } from '../../flame/look';
import { html, type Markup } from '../../html/markup';
import { changeIn } from '../../render/flame-facts';
import { formatDelta, formatPercent, formatValue } from '../../units/format';
import type { Work } from '../../work/work';
import { plainNumber } from '../numbers';
import { eachRow } from '../rows';
import type { ReportWords } from '../words';

/** A table, and how many rows were too small for it. */
export interface ShownTable {
  readonly markup: Markup;
  readonly left: number;
}

interface Column {
  readonly head: string;
  /** What the head means, shown on hover. */
  readonly hint: string;
  readonly isChange?: boolean;
}

/** Flat and cum of all functions of which one is at least this share of the total. */
export function* topRows(top: TopTable, smallestShare: number, words: ReportWords): Work<ShownTable> {
  const said = words.table;
  const columns: Column[] = [
    { head: said.flat, hint: said.flatHint },
    { head: said.flatShare, hint: said.flatShareHint },
    { head: said.cum, hint: said.cumHint },
    { head: said.cumShare, hint: said.cumShareHint },
  ];
  const least = smallestShare * top.total;
  const rows: Markup[] = [];
  const write = (row: number) => {
    const [own, all] = [top.flat[row]!, top.cum[row]!];
    if (Math.max(Math.abs(own), Math.abs(all)) < least) return;
    const cells = [own, all].map((value) => valueCell(value, top.unit, top.total));
    rows.push(html`<tr>${cells}${nameCell(top, top.frame[row]!)}</tr>
`);
  };
  yield* eachRow(top.length, write);
  return { markup: table(columns, 0, rows, words), left: top.length - rows.length };
}

/**
 * Before, after and change of flat and cum, of all functions of which one is at least this share of a total.
 * @param noise which changes have no colour; null = none
 */
export function* diffRows(
  diff: DiffTable,
  smallestShare: number,
  noise: FlameNoise | null,
  words: ReportWords,
): Work<ShownTable> {
  const said = words.table;
  const columns = [
    { head: said.flatBefore, hint: said.flatHint, change: said.flatChangeHint },
    { head: said.cumBefore, hint: said.cumHint, change: said.cumChangeHint },
  ].flatMap(({ head, hint, change }): Column[] => [
    { head, hint },
    { head: said.after, hint },
    { head: 'Δ', hint: change, isChange: true },
    { head: 'Δ %', hint: said.shareChangeHint, isChange: true },
  ]);
  const least = smallestShare * Math.max(diff.totalBefore, diff.totalAfter);
  const rows: Markup[] = [];
  const write = (row: number) => {
    const own = [diff.flatBefore[row]!, diff.flatAfter[row]!] as const;
    const all = [diff.cumBefore[row]!, diff.cumAfter[row]!] as const;
    if (Math.max(...own.map(Math.abs), ...all.map(Math.abs)) < least) return;
    const frame = diff.frame[row]!;
    const cells = [
      ...changeCells(own, diff.unit, noise?.frames.flat[frame] === 0, words),
      ...changeCells(all, diff.unit, noise?.frames.cum[frame] === 0, words),
    ];
    rows.push(html`<tr>${cells}${nameCell(diff, frame)}</tr>
`);
  };
  yield* eachRow(diff.length, write);
  return { markup: table(columns, 2, rows, words), left: diff.length - rows.length };
}

/** Whether a change is more or less of what costs, for its colour; what may be noise is paler instead. */
export function directionOf(change: number, isNoise = false): '' | 'more' | 'less' | 'noise' {
  if (isNoise && change !== 0) return 'noise';
  return change > 0 ? 'more' : change < 0 ? 'less' : '';
}

function valueCell(value: number, unit: string, total: number): Markup {
  const share = total === 0 ? 0 : Math.min(1, Math.abs(value / total));
  return html`<td class="n" data-v="${plainNumber(value)}">${formatValue(value, unit)}</td><td class="n bar" style="--p:${(
    share * 100
  ).toFixed(1)}%" data-v="${plainNumber(value)}">${formatPercent(value, total)}</td>`;
}

function changeCells(
  [before, after]: readonly [number, number],
  unit: string,
  isNoise: boolean,
  words: ReportWords,
): Markup[] {
  const change = after - before;
  const relative = before === 0 ? (after === 0 ? 0 : 1e9) : (change / Math.abs(before)) * 100;
  const look = `n ${directionOf(change, isNoise)}`.trim();
  return [
    html`<td class="n" data-v="${plainNumber(before)}">${formatValue(before, unit)}</td>`,
    html`<td class="n" data-v="${plainNumber(after)}">${formatValue(after, unit)}</td>`,
    html`<td class="${look}" data-v="${plainNumber(change)}">${formatDelta(change, unit)}</td>`,
    html`<td class="${look}" data-v="${plainNumber(relative)}">${changeIn(before, after, words.picture)}</td>`,
  ];
}

function nameCell({ frames }: TopTable | DiffTable, frame: number): Markup {
  const [name, file] = [frames.name[frame]!, frames.file[frame]!];
  const place = file === '' ? [] : [html`<span class="file">${file}</span>`];
  return html`<td class="name"><button type="button">${name}</button>${place}</td>`;
}

/** @param sorted column by which the rows are sorted already, largest first */
function table(
  columns: readonly Column[],
  sorted: number,
  rows: readonly Markup[],
  { table: said }: ReportWords,
): Markup {
  const heads = columns.map(({ head, hint, isChange }, column) => {
    const order = column === sorted ? [html` aria-sort="descending"`] : [];
    const look = isChange === true ? 'n change' : 'n';
    return html`<th scope="col" class="${look}"${order} title="${hint}"><button type="button">${head}</button></th>`;
  });
  return html`<div id="tools" hidden><input id="filter" type="search" placeholder="${said.filter}" aria-label="${said.filter}"><span id="shown" class="note" role="status" data-words="${said.shownOf}"></span></div>
<table class="rows"><thead><tr>${heads}<th scope="col" class="name"><button type="button">${said.name}</button></th></tr></thead>
<tbody>
${rows}</tbody></table>`;
}
