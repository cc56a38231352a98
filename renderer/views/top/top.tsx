import { useMemo, useState } from 'react';
import { sentence } from '../../../engine/advice/sentence';
import { formatValue } from '../../../engine/units/format';
import type { TopRows } from '../../../engine/worker/protocol';
import { Banner } from '../../ui/banner';
import type { ViewProps } from '../contract';
import { share } from '../figures';
import { nameKeys, type Sort } from '../table/order';
import { type Column, FrameTable } from '../table/table';
import { useTreeAnswer } from '../use-answer';

/** The functions of one profile by their own cost (flat) and with what they call (cum), as pprof's top. */
export function Top(props: ViewProps) {
  const answer = useTreeAnswer(props.engine, 'top', props.data.treeId);
  if (answer.state === 'failed') return <Banner>{sentence(answer.failure)}</Banner>;
  if (answer.state === 'waiting') return null;
  return <TopTable {...props} rows={answer.value} />;
}

function TopTable({ rows, ...props }: ViewProps & { readonly rows: TopRows }) {
  const [sort, setSort] = useState<Sort>({ column: 'flat', descending: true });
  const columns = useMemo(() => topColumns(rows), [rows]);
  const names = useMemo(() => nameKeys(rows.frame, props.text.names), [rows, props.text]);
  return (
    <FrameTable
      {...props}
      label="Functions"
      columns={columns}
      frames={rows.frame}
      nameKeys={names}
      sort={sort}
      onSort={setSort}
    />
  );
}

/** Rows sort by size, whatever the sign, as pprof sorts them. */
function topColumns({ flat, cum, total, unit }: TopRows): Column[] {
  const pair = (
    id: string,
    title: string,
    hint: string,
    values: Float64Array,
    keys: Float64Array,
  ): Column[] => {
    // Bars compare rows with each other; what share of all they are is written beside.
    const longest = keys.reduce((most, value) => Math.max(most, value), 0);
    return [
      {
        id,
        title,
        hint,
        width: 80,
        keys,
        cell: (row) => formatValue(values[row], unit),
      },
      {
        id: `${id}-share`,
        title: `${title} %`,
        hint: `${hint}, as a share of the profile's total`,
        width: 68,
        keys,
        cell: (row) => share(values[row], total),
        bar: (row) => (longest === 0 ? 0 : keys[row] / longest),
      },
    ];
  };
  return [
    ...pair('flat', 'Flat', 'In the function itself', flat, flat.map(Math.abs)),
    ...pair('cum', 'Cum', 'In the function and what it calls; recursion counts once', cum, cum.map(Math.abs)),
  ];
}
