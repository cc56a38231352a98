import { useMemo } from 'react';
import { useStore } from 'zustand';
import { noiseTest } from '../../../engine/flame/look';
import { noiseOf } from '../../../engine/flame/noise';
import type { TraceDetail } from '../../../engine/tables/traces';
import { Button } from '../../ui/button';
import { copyText } from '../../ui/copy';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count, formatDelta, formatValue } from '../figures';
import { greyUnless } from '../judged-rows';
import { Judging } from '../judging';
import { selectNode } from '../links';
import { significanceOf, useSignificance } from '../significance';
import { Answered, Shown } from '../table/answered';
import { FrameName } from '../table/frame-name';
import { Grid, type GridColumn } from '../table/grid';
import table from '../table/table.module.css';
import { TablePanel } from '../table/table-panel';
import { quantityColumns, Toned } from '../table/values';
import { WithStack } from '../table/with-stack';
import { useTreeTold } from '../told';
import { useAnswer } from '../use-answer';
import { depthOf, matchingTraces, stackOf } from './rows';
import styles from './traces.module.css';

/** Every stack in which samples end, heaviest first, with the labels of its samples. */
export function Traces(props: ViewProps) {
  return (
    <Shown of={useTreeTold('traces', props)}>{(nodes, of) => <TraceGrid {...of} nodes={nodes} />}</Shown>
  );
}

function TraceGrid({ nodes, ...props }: ViewProps & { readonly nodes: Int32Array }) {
  const { data, links, text, sides } = props;
  const words = useWords();
  const own = words.tables.traces;
  const hits = useStore(links, (now) => now.search.hits);
  const selected = useStore(links, (now) => now.selectedNode);
  const judgement = useSignificance(props);
  const isNoise = useMemo(() => {
    const significance = significanceOf(judgement);
    if (significance === null) return greyUnless(judgement, () => false);
    const ofNode = noiseTest(noiseOf(significance, significance.nodes), data.frame);
    return (node: number) => ofNode(node, true);
  }, [judgement, data]);
  const shown = useMemo(() => matchingTraces(nodes, data, hits?.frameMatches ?? null), [nodes, data, hits]);
  const columns = useMemo<GridColumn[]>(() => {
    const value = (row: number, side: number) => data.self[side]![shown[row]!]!;
    // The order is by size, so that the first has the longest bar of one side.
    const most = shown.length === 0 ? 0 : Math.max(...sides.map((_, side) => Math.abs(value(0, side))));
    const totals = sides.map(({ total }) => total);
    const quantity = {
      id: 'value',
      title: words.tables.total,
      hint: words.tables.total,
      value,
      totals,
      most,
    };
    return [
      ...quantityColumns(quantity, data.unit, words, { isNoise: (row) => isNoise(shown[row]!) }),
      {
        id: 'frames',
        title: own.frames,
        hint: own.framesHint,
        width: 60,
        rank: 2,
        cell: (row) => count(depthOf(data, shown[row]!)),
      },
      {
        id: 'leaf',
        title: own.leaf,
        hint: own.leafHint,
        width: null,
        align: 'start',
        cell: (row) =>
          shown[row] === 0 ? own.empty : <FrameName text={text} frame={data.frame[shown[row]!]!} withFile />,
      },
    ];
  }, [data, shown, sides, text, isNoise, words, own]);
  const current = useMemo(() => (selected < 0 ? -1 : shown.indexOf(selected)), [shown, selected]);
  const node = current < 0 ? -1 : shown[current]!;
  const said =
    shown.length === nodes.length
      ? own.stacks(count(nodes.length), nodes.length)
      : own.shownOf(count(shown.length), count(nodes.length));
  const stack = useMemo(() => (node < 0 ? null : stackOf(data, node)), [data, node]);
  return (
    <TablePanel
      controls={
        <>
          <span className={table.fact}>{said}</span>
          <Judging judgement={judgement} />
        </>
      }
    >
      <WithStack
        list={
          <Grid
            label={own.label}
            testId="traces-table"
            columns={columns}
            count={shown.length}
            current={current}
            onCurrent={(row) => selectNode(links, data, row < 0 ? -1 : shown[row]!)}
            onMenu={(row, x, y) => {
              const at = shown[row]!;
              props.onFrameMenu({ x, y, frame: data.frame[at]!, node: at });
            }}
            frameOf={(row) => (shown[row] === 0 ? -1 : data.frame[shown[row]!]!)}
            links={links}
            empty={own.noMatch}
          />
        }
        count={shown.length}
        select={own.select}
        onFirst={() => selectNode(links, data, shown[0]!)}
        chosen={
          stack === null
            ? null
            : {
                key: String(node),
                stack,
                head: <TraceHead {...props} node={node} stack={stack} isNoise={isNoise(node)} />,
              }
        }
        testId="trace-stack"
        text={text}
        links={links}
        onFrameMenu={props.onFrameMenu}
      />
    </TablePanel>
  );
}

interface TraceHeadProps extends ViewProps {
  readonly node: number;
  readonly stack: readonly number[];
  /** Whether the change of the whole stack may be noise. */
  readonly isNoise: boolean;
}

/** The labels of the samples that end in a stack, and the stack to copy. */
function TraceHead(props: TraceHeadProps) {
  const { data, engine, node, stack, text } = props;
  const words = useWords().tables.traces;
  const answer = useAnswer(engine, 'traceLabels', { treeId: data.treeId, nodes: [node] });
  return (
    <>
      <Answered answer={answer}>
        {([detail]) => (detail === undefined ? null : <LabelSets {...props} detail={detail} />)}
      </Answered>
      <Button
        size="small"
        kind="quiet"
        onClick={() => copyText(`${stack.map((frame) => text.names[frame]).join('\n')}\n`)}
      >
        {words.copyStack}
      </Button>
    </>
  );
}

function LabelSets({ detail, data, sides, isNoise }: TraceHeadProps & { readonly detail: TraceDetail }) {
  const words = useWords().tables.traces;
  // The samples of a stack that have the same labels are too few to be judged, unless they are all of it.
  const isAll = detail.groups.length === 1 && detail.omitted === 0;
  return (
    <ul className={styles.sets} aria-label={words.labels}>
      {detail.groups.map(({ labels, value, samples }) => (
        <li key={labels.join('\n')} className={styles.set}>
          <span className={styles.value}>
            {value.map((each) => formatValue(each, data.unit)).join(' → ')}
            {sides.length > 1 && value[0] !== value[1] && (
              <span title={isAll ? undefined : words.notJudged}>
                {' '}
                <Toned change={formatDelta(value[1]! - value[0]!, data.unit)} isNoise={!isAll || isNoise} />
              </span>
            )}
          </span>
          <span className={styles.samples}>{words.samples(count(samples), samples)}</span>
          {labels.length === 0 ? (
            <span className={styles.samples}>{words.noLabels}</span>
          ) : (
            labels.map((label) => (
              <code key={label} className={styles.label} title={label}>
                {label}
              </code>
            ))
          )}
        </li>
      ))}
      {detail.omitted > 0 && <li className={styles.samples}>{words.more(count(detail.omitted))}</li>}
    </ul>
  );
}
