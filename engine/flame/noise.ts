import { isChanged } from '../stats/sureness';
import type { FrameSignificance, Significance } from '../stats/types';
import type { FlameNoise } from './look';

/**
 * What of a judged tree is no noise: its nodes and frames, as pictures and tables of it ask.
 * @param nodes null where the nodes were not judged, or are others than those that are drawn
 */
export function noiseOf(
  significance: FrameSignificance,
  nodes: Significance['nodes'] | null = null,
): FlameNoise {
  const { frames, whole, noise, rounds } = significance;
  const changed = (measure: 'flat' | 'cum') =>
    Uint8Array.from({ length: frames[measure].length }, (_, frame) =>
      isChanged(significance, measure, frame) ? 1 : 0,
    );
  return {
    nodes: nodes === null ? null : { self: nodes.self.changed, total: nodes.total.changed },
    frames: { flat: changed('flat'), cum: changed('cum') },
    whole: whole.changed[0] === 1,
    rounds: noise === 'rounds' ? rounds : null,
  };
}
