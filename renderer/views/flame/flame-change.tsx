import { useMemo } from 'react';
import { coloringsOf, type FlameNoise } from '../../../engine/flame/look';
import { isChanged } from '../../../engine/stats/sureness';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { Judging } from '../judging';
import { useSignificance } from '../significance';
import { FlamePicture } from './flame-picture';

/** A comparison as one flame graph: as wide as the larger side, coloured by change. */
export function FlameChange(props: ViewProps) {
  const words = useWords().flame;
  const judgement = useSignificance(props);
  const significance = judgement.state === 'ready' ? judgement.value : null;
  const noise = useMemo((): FlameNoise | null => {
    if (significance === null) return null;
    const { nodes, frames } = significance;
    const changed = (measure: 'flat' | 'cum') =>
      Uint8Array.from({ length: frames[measure].length }, (_, frame) =>
        isChanged(significance, measure, frame) ? 1 : 0,
      );
    return {
      nodes: { self: nodes.self.changed, total: nodes.total.changed },
      frames: { flat: changed('flat'), cum: changed('cum') },
    };
  }, [significance]);
  const [before, after] = props.sides;
  return (
    <FlamePicture
      {...props}
      layoutIndex={0}
      colorings={coloringsOf(props.data)}
      noise={noise}
      label={words.differenceOf(before!.title, after!.title)}
    >
      <Judging judgement={judgement} />
    </FlamePicture>
  );
}
