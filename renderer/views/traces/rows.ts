import type { FlameData } from '../../../engine/worker/protocol';

/** The traces whose stack has a matching function; all where nothing is searched for. */
export function matchingTraces(
  nodes: Int32Array,
  { parent, frame }: FlameData,
  frameMatches: Uint8Array | null,
): Int32Array {
  if (frameMatches === null) return nodes;
  const matched = new Uint8Array(parent.length);
  for (let node = 1; node < matched.length; node++) {
    if (frameMatches[frame[node]!] === 1 || matched[parent[node]!] === 1) matched[node] = 1;
  }
  const shown = new Int32Array(nodes.length);
  let length = 0;
  for (let i = 0; i < nodes.length; i++) if (matched[nodes[i]!] === 1) shown[length++] = nodes[i]!;
  return shown.subarray(0, length);
}

/** The frames of a node's stack, the leaf first. */
export function stackOf({ parent, frame }: FlameData, node: number): readonly number[] {
  const stack: number[] = [];
  for (let at = node; at > 0; at = parent[at]!) stack.push(frame[at]!);
  return stack;
}

export function depthOf({ parent }: FlameData, node: number): number {
  let depth = 0;
  for (let at = node; at > 0; at = parent[at]!) depth++;
  return depth;
}
