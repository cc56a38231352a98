import { formatChange, formatDelta, formatValue } from '../../../engine/units/format';
import type { FlameData } from '../../../engine/worker/protocol';
import type { Side } from '../contract';
import { perRequest, share } from '../figures';
import type { FrameText } from '../frame-text';

/** What is known of one node, as a small table of words: the tooltip draws it, a screen reader says it. */
export interface Facts {
  readonly name: string;
  /** '' = unknown. */
  readonly file: string;
  /** Heads of the columns after the first. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
}

/** Facts of a node of a profile or, with two sides, of a comparison. */
export function nodeFacts(data: FlameData, text: FrameText, sides: readonly Side[], node: number): Facts {
  const frame = data.frame[node];
  const head = { name: text.names[frame], file: text.files[frame] };
  return sides.length === 1
    ? { ...head, ...single(data, sides[0], node) }
    : { ...head, ...compared(data, sides, node) };
}

type Body = Pick<Facts, 'columns' | 'rows'>;

function single(data: FlameData, side: Side, node: number): Body {
  const parent = data.parent[node];
  const row = (label: string, value: number, ofCaller: string) => {
    const cells = [formatValue(value, data.unit), share(value, side.total), ofCaller];
    return { label, cells: known ? [...cells, perRequest(side, value, data.unit)] : cells };
  };
  const known = side.perRequest !== null;
  const total = data.total[0][node];
  const columns = ['value', 'of all', 'of caller'];
  return {
    columns: known ? [...columns, 'per request'] : columns,
    rows: [
      row('Total', total, parent < 0 ? '' : share(total, Math.abs(data.total[0][parent]))),
      row('Self', data.self[0][node], ''),
    ],
  };
}

function compared(data: FlameData, sides: readonly Side[], node: number): Body {
  const row = (label: string, before: number, after: number, unit: string) => ({
    label,
    cells: [
      formatValue(before, unit),
      formatValue(after, unit),
      formatDelta(after - before, unit),
      formatChange(before, after),
    ],
  });
  const [before, after] = [data.total[0][node], data.total[1][node]];
  const rows = [
    row('Total', before, after, data.unit),
    { label: 'of all', cells: [share(before, sides[0].total), share(after, sides[1].total), '', ''] },
    row('Self', data.self[0][node], data.self[1][node], data.unit),
  ];
  const [each0, each1] = [sides[0].perRequest, sides[1].perRequest];
  if (each0 !== null && each1 !== null) {
    rows.push(row('Total per request', each0(before), each1(after), data.unit));
  }
  return { columns: ['before', 'after', 'Δ', 'Δ %'], rows };
}

/** The same facts as one sentence. */
export function sentenceOf(facts: Facts): string {
  const rows = facts.rows.map((row) => {
    const cells = row.cells.map((cell, i) => (cell === '' ? '' : `${facts.columns[i]} ${cell}`));
    return `${row.label}: ${cells.filter((cell) => cell !== '').join(', ')}`;
  });
  return `${facts.name}. ${rows.join('. ')}.`;
}
