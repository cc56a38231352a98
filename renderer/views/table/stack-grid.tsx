import { useMemo, useState } from 'react';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import { FrameName } from './frame-name';
import { Grid, type GridColumn } from './grid';

interface StackGridProps extends Pick<ViewProps, 'text' | 'links' | 'onFrameMenu'> {
  readonly label: string;
  /** Frames of one stack, the leaf first. */
  readonly stack: readonly number[];
  readonly testId?: string;
}

/** One stack, a frame a row, the leaf on top as tracebacks have it. */
export function StackGrid({ label, stack, text, links, onFrameMenu, testId }: StackGridProps) {
  const words = useWords().tables;
  const [current, setCurrent] = useState(-1);
  const columns = useMemo<GridColumn[]>(
    () => [
      {
        id: 'name',
        title: label,
        hint: words.functionHint,
        width: null,
        align: 'start',
        cell: (row) => <FrameName text={text} frame={stack[row]!} withFile />,
      },
    ],
    [label, stack, text, words],
  );
  const frameOf = (row: number) => stack[row] ?? -1;
  return (
    <Grid
      label={label}
      {...(testId === undefined ? {} : { testId })}
      columns={columns}
      count={stack.length}
      current={current}
      onCurrent={setCurrent}
      onOpen={(row) => selectFrame(links, frameOf(row))}
      onRowClick={(row) => selectFrame(links, frameOf(row))}
      onMenu={(row, x, y) => onFrameMenu({ x, y, frame: frameOf(row), node: -1 })}
      frameOf={frameOf}
      links={links}
      empty={words.traces.empty}
    />
  );
}
