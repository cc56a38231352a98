import { useMemo, useState } from 'react';
import { sentence } from '../../../engine/advice/sentence';
import { formatChange, formatDelta, formatValue } from '../../../engine/units/format';
import type { DiffRows } from '../../../engine/worker/protocol';
import { Banner } from '../../ui/banner';
import { Segmented } from '../../ui/segmented';
import type { ViewProps } from '../contract';
import { direction } from '../figures';
import { nameKeys, type Sort } from '../table/order';
import { type Column, FrameTable } from '../table/table';
import { useTreeAnswer } from '../use-answer';
import styles from './diff.module.css';

/** The functions of a comparison by how much they changed, the largest change in either direction first. */
export function Diff(props: ViewProps) {
  const answer = useTreeAnswer(props.engine, 'diffRows', props.data.treeId);
  if (answer.state === 'failed') return <Banner>{sentence(answer.failure)}</Banner>;
  if (answer.state === 'waiting') return null;
  return <DiffTable {...props} rows={answer.value} />;
}

type Measure = 'flat' | 'cum';

const measures = [
  { id: 'flat', label: 'Flat', title: 'In the function itself' },
  { id: 'cum', label: 'Cum', title: 'In the function and what it calls; recursion counts once' },
] as const;

function DiffTable({ rows, ...props }: ViewProps & { readonly rows: DiffRows }) {
  const [measure, setMeasure] = useState<Measure>('flat');
  const [sort, setSort] = useState<Sort>({ column: 'size', descending: true });
  const columns = useMemo(() => diffColumns(rows, measure), [rows, measure]);
  const names = useMemo(() => nameKeys(rows.frame, props.text.names), [rows, props.text]);
  return (
    <div className={styles.diff}>
      <div className={styles.choice}>
        <Segmented label="Measure" options={measures} value={measure} onChange={setMeasure} />
      </div>
      <div className={styles.rows}>
        <FrameTable
          {...props}
          label="Changes by function"
          columns={columns}
          frames={rows.frame}
          nameKeys={names}
          sort={sort}
          onSort={setSort}
        />
      </div>
    </div>
  );
}

function diffColumns(rows: DiffRows, measure: Measure): Column[] {
  // Per request, the heads say so once instead of every cell.
  const each = rows.unit.endsWith('/request');
  const unit = each ? rows.unit.slice(0, -'/request'.length) : rows.unit;
  const head = (title: string) => (each ? `${title}/req` : title);
  const before = measure === 'flat' ? rows.flatBefore : rows.cumBefore;
  const after = measure === 'flat' ? rows.flatAfter : rows.cumAfter;
  const delta = after.map((value, row) => value - before[row]);
  const size = delta.map(Math.abs);
  const largest = size.reduce((most, value) => Math.max(most, value), 0);
  // What came to be has no finite percentage; it sorts beyond all that grew.
  const relative = delta.map((value, row) => (value === 0 ? 0 : value / Math.abs(before[row])));
  const toned = (change: string) => <span data-change={direction(change)}>{change}</span>;
  const value = (id: string, title: string, hint: string, keys: Float64Array): Column => ({
    id,
    title: head(title),
    hint,
    width: 84,
    keys,
    cell: (row) => (keys[row] === 0 ? '–' : formatValue(keys[row], unit)),
  });
  return [
    value('before', 'Before', 'In the first capture', before),
    value('after', 'After', 'In the second capture', after),
    {
      id: 'size',
      title: head('Δ'),
      hint: 'After less before; sorts by size, whichever its direction',
      width: 92,
      keys: size,
      cell: (row) => toned(formatDelta(delta[row], unit)),
      bar: (row) => (largest === 0 ? 0 : size[row] / largest),
    },
    {
      id: 'relative',
      title: 'Δ %',
      hint: 'The change relative to before',
      width: 68,
      keys: relative,
      cell: (row) => toned(formatChange(before[row], after[row])),
    },
  ];
}
