import type { DrawnTree } from '../../../engine/worker/protocol';
import { words } from '../../words/words';
import type { Side } from '../contract';
import { changeText, formatDelta, formatValue, perRequest, share } from '../figures';
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
export function nodeFacts(data: DrawnTree, text: FrameText, sides: readonly Side[], node: number): Facts {
  const frame = data.frame[node];
  const head = { name: text.names[frame], file: text.files[frame] };
  return sides.length === 1
    ? { ...head, ...single(data, sides[0], node) }
    : { ...head, ...compared(data, sides, node) };
}

type Body = Pick<Facts, 'columns' | 'rows'>;

function single(data: DrawnTree, side: Side, node: number): Body {
  const parent = data.parent[node];
  const row = (label: string, value: number, ofCaller: string) => {
    const cells = [formatValue(value, data.unit), share(value, side.total), ofCaller];
    return { label, cells: known ? [...cells, perRequest(side, value, data.unit)] : cells };
  };
  const known = side.perRequest !== null;
  const total = data.total[0][node];
  const said = words().flame;
  const columns = [said.value, said.ofAll, said.ofCaller];
  return {
    columns: known ? [...columns, said.perRequest] : columns,
    rows: [
      row(said.total, total, parent < 0 ? '' : share(total, Math.abs(data.total[0][parent]))),
      row(said.self, data.self[0][node], ''),
    ],
  };
}

function compared(data: DrawnTree, sides: readonly Side[], node: number): Body {
  const said = words().flame;
  const row = (label: string, before: number, after: number, unit: string) => ({
    label,
    cells: [
      formatValue(before, unit),
      formatValue(after, unit),
      formatDelta(after - before, unit),
      changeText(before, after),
    ],
  });
  const [before, after] = [data.total[0][node], data.total[1][node]];
  const rows = [
    row(said.total, before, after, data.unit),
    { label: said.ofAll, cells: [share(before, sides[0].total), share(after, sides[1].total), '', ''] },
    row(said.self, data.self[0][node], data.self[1][node], data.unit),
  ];
  const [each0, each1] = [sides[0].perRequest, sides[1].perRequest];
  if (each0 !== null && each1 !== null) {
    rows.push(row(said.totalPerRequest, each0(before), each1(after), data.unit));
  }
  return { columns: [said.before, said.after, 'Δ', 'Δ %'], rows };
}

/** The same facts as one sentence. */
export function sentenceOf(facts: Facts): string {
  const rows = facts.rows.map((row) => {
    const cells = row.cells.map((cell, i) => (cell === '' ? '' : `${facts.columns[i]} ${cell}`));
    return `${row.label}: ${cells.filter((cell) => cell !== '').join(', ')}`;
  });
  return `${facts.name}. ${rows.join('. ')}.`;
}
