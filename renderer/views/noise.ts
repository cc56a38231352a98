import type { FlameNoise } from '../../engine/flame/look';
import { isChanged } from '../../engine/stats/sureness';
import type { Significance } from '../../engine/stats/types';

/** What of a judged tree is no noise: its nodes and frames, as pictures and tables of it ask. */
export function noiseOf(significance: Significance): FlameNoise {
  const { nodes, frames } = significance;
  const changed = (measure: 'flat' | 'cum') =>
    Uint8Array.from({ length: frames[measure].length }, (_, frame) =>
      isChanged(significance, measure, frame) ? 1 : 0,
    );
  return {
    nodes: { self: nodes.self.changed, total: nodes.total.changed },
    frames: { flat: changed('flat'), cum: changed('cum') },
  };
}
