import { useMemo, useRef, useState } from 'react';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count } from '../figures';
import { Judging } from '../judging';
import { significanceOf, useSignificance } from '../significance';
import { Shown } from '../table/answered';
import { CopyMenu } from '../table/copy-menu';
import { nameKeys, type Sort } from '../table/order';
import { FrameTable } from '../table/table';
import table from '../table/table.module.css';
import { useTreeTold } from '../told';
import { copiedTop, type Rows, rowsOfDiff, rowsOfTop, runningShare, topColumns } from './columns';

/** The functions by their own cost (flat) and with what they call (cum), as pprof's top; of two, what changed. */
export function Top(props: ViewProps) {
  return props.sides.length === 1 ? <TopOfOne {...props} /> : <TopOfTwo {...props} />;
}

function TopOfOne(props: ViewProps) {
  return (
    <Shown of={useTreeTold('top', props)}>
      {(rows, of) => <TopTable {...of} answer={rows} rowsOf={rowsOfTop} />}
    </Shown>
  );
}

function TopOfTwo(props: ViewProps) {
  return (
    <Shown of={useTreeTold('diffRows', props)}>
      {(rows, of) => <TopTable {...of} answer={rows} rowsOf={rowsOfDiff} />}
    </Shown>
  );
}

interface TopTableProps<T> extends ViewProps {
  readonly answer: T;
  readonly rowsOf: (answer: T) => Rows;
}

const noKeys = new Int32Array(0);

function TopTable<T>({ answer, rowsOf, ...props }: TopTableProps<T>) {
  const words = useWords();
  const rows = useMemo(() => rowsOf(answer), [answer, rowsOf]);
  const isOne = rows.totals.length === 1;
  const [sort, setSort] = useState<Sort>({ column: isOne ? 'flat' : 'flat-delta', descending: true });
  const judgement = useSignificance(props);
  const significance = significanceOf(judgement);
  const columns = useMemo(() => topColumns(rows, words, significance), [rows, words, significance]);
  const ordered = useMemo(() => (isOne ? runningShare(rows, words) : undefined), [isOne, rows, words]);
  // A sort of all names, which is needed only to sort by them.
  const byName = sort.column === 'name';
  const names = useMemo(
    () => (byName ? nameKeys(rows.frame, props.text.names) : noKeys),
    [byName, rows, props.text],
  );
  const shown = useRef<Int32Array>(new Int32Array(0));
  return (
    <div className={table.panel}>
      <div className={table.controls}>
        <span className={table.fact}>
          {words.tables.functions(count(rows.frame.length), rows.frame.length)}
        </span>
        <Judging judgement={judgement} />
        <span className={table.controlsEnd}>
          <CopyMenu table={() => copiedTop(rows, shown.current, props.text.names, words)} />
        </span>
      </div>
      <div className={table.rows}>
        <FrameTable
          {...props}
          label={words.views.top}
          testId="top-table"
          columns={columns}
          {...(ordered === undefined ? {} : { ordered })}
          frames={rows.frame}
          nameKeys={names}
          sort={sort}
          onSort={setSort}
          shown={shown}
        />
      </div>
    </div>
  );
}
