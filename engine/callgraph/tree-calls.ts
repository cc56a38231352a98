import { findOutermostOf } from '../analysis/outermost';
import type { CallTree } from '../analysis/types';
import { PairTable } from '../pprof/graph/pairs';
import { byRows, type Work, within } from '../work/work';

/** Calls between the frames of a tree; several columns of one tree have the same calls in the same rows. */
export interface TreeCalls {
  readonly length: number;
  /** Frame rows. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Per column that was asked for. */
  readonly weights: readonly Float64Array[];
  /** 1 where some stack calls over frames that are not kept. */
  readonly isResidual: Uint8Array;
}

/**
 * The calls that a tree's stacks make, as pprof counts them: a stack counts once into each call however often
 * that recurs, calls of a frame by itself are none, and what is not kept is called through.
 *
 * @param kept 1 per frame row that is; null = all are. The root's frame never is.
 * @param columns totals per node of the tree
 */
export function* findTreeCalls(
  tree: CallTree,
  kept: Uint8Array | null,
  columns: readonly Float64Array[],
): Work<TreeCalls> {
  const { length, parent, frame } = tree;
  const pairs = new PairTable();
  /** Per node the nearest kept frame, its own or above; -1 = none. */
  const nearest = new Int32Array(length).fill(-1);
  /** Per node 1 where frames that are not kept lie between it and `nearest`. */
  const isJump = new Uint8Array(length);
  /** Per node the row of the call that enters it; -1 = none. */
  const entering = new Int32Array(length).fill(-1);
  const enter = (from: number, to: number) => {
    for (let node = Math.max(1, from); node < to; node++) {
      const own = frame[node]!;
      const above = parent[node]!;
      const caller = nearest[above]!;
      if (own === 0 || (kept !== null && kept[own] === 0)) {
        nearest[node] = caller;
        isJump[node] = 1;
        continue;
      }
      nearest[node] = own;
      if (caller >= 0 && caller !== own) entering[node] = pairs.row(caller, own);
    }
  };
  yield* within(0, 0.3, byRows(length, enter));
  const isOutermost = yield* within(0.3, 0.7, findOutermostOf(tree, entering, pairs.length));
  const isResidual = new Uint8Array(pairs.length);
  const weights = columns.map(() => new Float64Array(pairs.length));
  const weigh = (from: number, to: number) => {
    for (let node = Math.max(1, from); node < to; node++) {
      if (isOutermost[node] === 0) continue;
      const call = entering[node]!;
      if (isJump[parent[node]!] === 1) isResidual[call] = 1;
      for (let i = 0; i < columns.length; i++) weights[i]![call]! += columns[i]![node]!;
    }
  };
  yield* within(0.7, 1, byRows(length, weigh));
  const source = new Int32Array(pairs.length);
  const target = new Int32Array(pairs.length);
  for (let call = 0; call < pairs.length; call++) {
    source[call] = pairs.first(call);
    target[call] = pairs.second(call);
  }
  return { length: pairs.length, source, target, weights, isResidual };
}
