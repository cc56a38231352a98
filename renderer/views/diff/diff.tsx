import { useMemo, useState } from 'react';
import { frameSureness } from '../../../engine/stats/sureness';
import type { DiffRows } from '../../../engine/worker/protocol';
import { Segmented } from '../../ui/segmented';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count, share } from '../figures';
import { Judging, noiseBasis } from '../judging';
import { significanceOf, useSignificance } from '../significance';
import { Shown } from '../table/answered';
import { nameKeys, type Sort } from '../table/order';
import { FrameTable } from '../table/table';
import { useTreeTold } from '../told';
import { diffColumns } from './columns';
import styles from './diff.module.css';
import { type Measure, select, type Which } from './rows';

/** The functions of a comparison by how much they changed, the largest change in either direction first. */
export function Diff(props: ViewProps) {
  return <Shown of={useTreeTold('diffRows', props)}>{(rows, of) => <DiffTable {...of} rows={rows} />}</Shown>;
}

const noKeys = new Int32Array(0);

function DiffTable({ rows, ...props }: ViewProps & { readonly rows: DiffRows }) {
  const { text, sides, leastChange } = props;
  const words = useWords();
  const said = words.changes;
  const judgement = useSignificance(props);
  const significance = significanceOf(judgement);
  const [measure, setMeasure] = useState<Measure>('flat');
  const [which, setWhich] = useState<Which>('all');
  const [sort, setSort] = useState<Sort>({ column: 'size', descending: true });
  const selection = useMemo(
    () => select(rows, measure, which, leastChange),
    [rows, measure, which, leastChange],
  );
  const judged = useMemo(
    () =>
      significance && {
        own: significance.frames[measure],
        share: significance.shares?.[measure] ?? null,
        sureness: (frame: number) => frameSureness(significance, measure, frame),
      },
    [significance, measure],
  );
  const columns = useMemo(
    () => diffColumns({ rows, shown: selection.rows, measure, sides, judged, words }),
    [rows, selection, measure, sides, judged, words],
  );
  const frames = useMemo(() => selection.rows.map((row) => rows.frame[row]!), [rows, selection]);
  // A sort of all names, which is needed only to sort by them.
  const byName = sort.column === 'name';
  const names = useMemo(() => (byName ? nameKeys(frames, text.names) : noKeys), [byName, frames, text]);
  const option = (id: Which, label: (written: string) => string, title: string) => ({
    id,
    label: label(count(selection.counts[id])),
    title,
  });
  const none = { all: said.none(share(leastChange, 1)), new: said.noneNew, gone: said.noneGone }[which];
  return (
    <div className={styles.diff}>
      <div className={styles.choice}>
        <Segmented
          label={said.measure}
          options={[
            { id: 'flat', label: words.tables.flat, title: words.tables.flatHint },
            { id: 'cum', label: words.tables.cum, title: words.tables.cumHint },
          ]}
          value={measure}
          onChange={setMeasure}
        />
        <Segmented
          label={said.which}
          options={[
            option('all', said.all, said.allHint),
            option('new', said.isNew, said.newHint),
            option('gone', said.isGone, said.goneHint),
          ]}
          value={which}
          onChange={setWhich}
        />
        <span className={styles.fact}>{selection.smaller > 0 && said.hidden(count(selection.smaller))}</span>
        <Judging judgement={judgement} />
        {significance !== null && (
          <span className={styles.fact} data-testid="diff-noise">
            {noiseBasis(significance, said)}
          </span>
        )}
      </div>
      <div className={styles.rows}>
        <FrameTable
          {...props}
          label={said.label}
          testId="diff-table"
          none={none}
          columns={columns}
          frames={frames}
          nameKeys={names}
          sort={sort}
          onSort={setSort}
        />
      </div>
    </div>
  );
}
