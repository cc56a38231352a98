import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { noiseTest } from '../../../engine/flame/look';
import { noiseOf } from '../../../engine/flame/noise';
import type { Significance } from '../../../engine/stats/types';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Segmented } from '../../ui/segmented';
import { sentence, useWords, type Words } from '../../words/words';
import type { ViewProps } from '../contract';
import { Judging } from '../judging';
import { selectFrame, selectNode } from '../links';
import { significanceOf, useSignificance } from '../significance';
import { Wait } from '../table/answered';
import { FrameName } from '../table/frame-name';
import { Grid, type GridColumn } from '../table/grid';
import { DownIcon, ForwardIcon } from '../table/icons';
import table from '../table/table.module.css';
import { mostOf, quantityColumns } from '../table/values';
import { pathOfKey } from './bottom-up';
import type { TreeRow } from './top-down';
import styles from './tree.module.css';
import { type UnfoldingTree, useBottomUp, useTopDown } from './use-rows';

type Direction = 'topDown' | 'bottomUp';

/** The call tree as a table that unfolds: from the entry points down, or from the leaves up. */
export function Tree(props: ViewProps) {
  const [direction, setDirection] = useState<Direction>('topDown');
  return direction === 'topDown' ? (
    <TopDown {...props} onDirection={setDirection} />
  ) : (
    <BottomUp {...props} onDirection={setDirection} />
  );
}

interface DirectedProps extends ViewProps {
  readonly onDirection: (direction: Direction) => void;
}

function TopDown(props: DirectedProps) {
  const { data, links } = props;
  const tree = useTopDown(props);
  const selected = useStore(links, (now) => now.selectedNode);
  const current = useMemo(
    () => (selected > 0 ? tree.rows.findIndex(({ node }) => node === selected) : -1),
    [tree.rows, selected],
  );
  return (
    <TreeGrid
      {...props}
      direction="topDown"
      tree={tree}
      current={current}
      onCurrent={(row) => selectNode(links, data, tree.rows[row]?.node ?? -1)}
    />
  );
}

function BottomUp(props: DirectedProps) {
  const { links } = props;
  const tree = useBottomUp(props);
  const [key, setKey] = useState<string | null>(null);
  const current = useMemo(
    () => (key === null ? -1 : tree.rows.findIndex((row) => row.key === key)),
    [tree.rows, key],
  );
  const onCurrent = (row: number) => {
    setKey(tree.rows[row]?.key ?? null);
    selectFrame(links, tree.rows[row]?.frame ?? -1);
  };
  return <TreeGrid {...props} direction="bottomUp" tree={tree} current={current} onCurrent={onCurrent} />;
}

interface TreeGridProps extends DirectedProps {
  readonly direction: Direction;
  readonly tree: UnfoldingTree;
  readonly current: number;
  readonly onCurrent: (row: number) => void;
}

function TreeGrid({ tree, direction, current, onCurrent, ...props }: TreeGridProps) {
  const { data, links, sides, text } = props;
  const words = useWords();
  const own = words.tables.tree;
  /** Row to make current once it is there. */
  const [wanted, setWanted] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that was waited for decides, nothing else
  useEffect(() => {
    if (wanted === null) return;
    const row = tree.rows.findIndex(({ key }) => key === wanted);
    if (row < 0) return;
    setWanted(null);
    onCurrent(row);
  }, [tree.rows, wanted]);
  const heaviest = () => void tree.unfoldHeaviest(tree.rows[current] ?? null).then(setWanted);

  const judgement = useSignificance(props);
  const significance = significanceOf(judgement);
  const noise = useMemo(() => significance && noiseTestOf(significance, data.frame), [significance, data]);
  const totals = useMemo(() => sides.map(({ total }) => total), [sides]);
  const columns = useMemo(
    () => [
      ...numberColumns(tree.rows, direction, data.unit, totals, words, noise),
      nameColumn(tree, text, words),
    ],
    [tree, direction, data.unit, totals, text, words, noise],
  );

  const onKey = (event: KeyboardEvent, row: number): boolean => {
    const at = tree.rows[row];
    if (event.key === '*') {
      heaviest();
      return true;
    }
    if (at === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === 'ArrowRight') {
      if (at.isExpandable && !tree.isUnfolded(at)) tree.toggle(at);
      else if (at.isExpandable && (tree.rows[row + 1]?.level ?? 0) > at.level) onCurrent(row + 1);
      return true;
    }
    if (event.key === 'ArrowLeft') {
      if (at.isExpandable && tree.isUnfolded(at)) tree.toggle(at);
      else {
        let up = row - 1;
        while (up >= 0 && tree.rows[up]!.level >= at.level) up--;
        if (up >= 0) onCurrent(up);
      }
      return true;
    }
    return false;
  };
  const toggle = (row: number) => {
    const at = tree.rows[row];
    if (at?.isExpandable) tree.toggle(at);
  };
  return (
    <div className={table.panel}>
      <div className={table.controls}>
        <Segmented
          label={own.direction}
          options={[
            { id: 'topDown', label: own.topDown, title: own.topDownHint },
            { id: 'bottomUp', label: own.bottomUp, title: own.bottomUpHint },
          ]}
          value={direction}
          onChange={props.onDirection}
        />
        <Button size="small" kind="quiet" onClick={heaviest}>
          {own.heaviest}
        </Button>
        <Button size="small" kind="quiet" onClick={tree.foldAll}>
          {own.collapse}
        </Button>
        {tree.wait !== null && tree.rows.length > 0 && (
          <Wait done={tree.wait.done} onCancel={tree.wait.cancel} />
        )}
        <Judging judgement={judgement} />
        <span className={table.hint}>{own.hint}</span>
      </div>
      {tree.failure !== null && (
        <Banner action={{ label: words.common.tryAgain, run: tree.retry }}>{sentence(tree.failure)}</Banner>
      )}
      <div className={table.rows}>
        <Grid
          label={own.label}
          testId="tree-table"
          columns={columns}
          count={tree.rows.length}
          current={current}
          onCurrent={onCurrent}
          onOpen={toggle}
          onKey={onKey}
          onMenu={(row, x, y) => {
            const at = tree.rows[row]!;
            props.onFrameMenu({ x, y, frame: at.frame, node: at.node });
          }}
          frameOf={(row) => tree.rows[row]?.frame ?? -1}
          links={links}
          treeOf={(row) => {
            const at = tree.rows[row]!;
            return { level: at.level, expanded: at.isExpandable ? tree.isUnfolded(at) : undefined };
          }}
          empty={
            tree.wait === null ? (
              words.tables.noMatch
            ) : (
              <Wait done={tree.wait.done} onCancel={tree.wait.cancel} />
            )
          }
        />
      </div>
    </div>
  );
}

type NoiseOfRow = (row: TreeRow, own: boolean) => boolean;

/** Of a row of several nodes, a path of callers, what is known is whether the function it begins with changed. */
function noiseTestOf(significance: Significance, frame: Int32Array): NoiseOfRow {
  const noise = noiseOf(significance, significance.nodes);
  const ofNode = noiseTest(noise, frame);
  return ({ node, key }, own) =>
    node >= 0 ? ofNode(node, own) : noise.frames.flat[pathOfKey(key)[0] ?? 0] === 0;
}

function numberColumns(
  rows: readonly TreeRow[],
  direction: Direction,
  unit: string,
  totals: readonly number[],
  words: Words,
  isNoise: NoiseOfRow | null,
): GridColumn[] {
  const { total: title, totalHint, valueHint, self, selfHint } = words.tables.tree;
  const of = (
    id: string,
    head: string,
    hint: string,
    pick: (row: TreeRow) => readonly number[],
    relative: boolean,
  ) => {
    const value = (row: number, side: number) => pick(rows[row]!)[side]!;
    const most = totals.length === 1 ? totals[0]! : mostOf(rows.length, value, totals.length);
    const rank = id === 'self' ? 2 : 1;
    const quantity = { id, title: head, hint, value, totals, most };
    return quantityColumns(quantity, unit, words, {
      relative,
      rank,
      isNoise: (row) => isNoise?.(rows[row]!, id === 'self') ?? false,
    });
  };
  if (direction === 'bottomUp') return of('self', self, valueHint, (row) => row.self, true);
  const total = of('total', title, totalHint, (row) => row.total, true);
  return totals.length > 1 ? total : [...total, ...of('self', self, selfHint, (row) => row.self, false)];
}

function nameColumn(tree: UnfoldingTree, text: ViewProps['text'], words: Words): GridColumn {
  return {
    id: 'name',
    title: words.tables.function,
    hint: words.tables.functionHint,
    width: null,
    align: 'start',
    cell: (row) => {
      const at = tree.rows[row]!;
      const unfolded = tree.isUnfolded(at);
      return (
        <span className={styles.name} style={{ paddingLeft: indent(at.level) }}>
          <span
            aria-hidden
            className={styles.twisty}
            onClick={(event) => {
              event.stopPropagation();
              if (at.isExpandable) tree.toggle(at);
            }}
          >
            {at.isExpandable ? unfolded ? <DownIcon /> : <ForwardIcon /> : null}
          </span>
          <FrameName text={text} frame={at.frame} />
        </span>
      );
    },
  };
}

/** However deep a row stands, its name keeps some room. */
function indent(level: number): string {
  return `min(${(level - 1) * 14}px, max(0px, 100% - 220px))`;
}
