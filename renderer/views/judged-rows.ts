import type { TreeShape } from '../../engine/analysis/types';
import type { RowsChanged } from '../../engine/stats/compare-table';
import type { TableRows } from '../../engine/stats/table-rows';
import type { EngineCalls } from '../../engine/worker/protocol';
import { type Asked, type Judgement, judgedTree } from './significance';
import { useAnswer } from './use-answer';

/**
 * Which rows of a table changed for sure, for views of what is neither a function nor a node: each asks about its own.
 * @param rows of a comparison's table; null = none yet
 */
export function useRowsChanged(view: Asked, rows: TableRows | null): Judgement<RowsChanged> {
  const compares = view.session.kind === 'comparison';
  const asked = compares && rows !== null ? { ...judgedTree(view), rows } : null;
  const answer = useAnswer(view.engine, 'rowsChanged', asked);
  return compares ? answer : { state: 'none' };
}

/** Which nodes of the tree in another shape changed for sure. */
export function useNodesChanged(
  view: Asked,
  shape: TreeShape | null,
): Judgement<EngineCalls['nodesChanged']['answer']> {
  const compares = view.session.kind === 'comparison';
  const asked = compares && shape !== null ? { ...judgedTree(view), shape } : null;
  const answer = useAnswer(view.engine, 'nodesChanged', asked);
  return compares ? answer : { state: 'none' };
}

/**
 * Whether a row's change has no colour: it may be noise, or nobody has told yet, or could.
 * @param changed 1 per row that changed for sure
 */
export function greyUnless<T>(
  judgement: Judgement<T>,
  changed: (value: T, row: number) => boolean,
): (row: number) => boolean {
  if (judgement.state === 'none') return () => false;
  if (judgement.state !== 'ready') return () => true;
  return (row) => !changed(judgement.value, row);
}
