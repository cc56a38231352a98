import { useMemo } from 'react';
import { isChanged } from '../../../engine/stats/sureness';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { Judging } from '../judging';
import { useSignificance } from '../significance';
import { FlamePicture, type Noise } from './flame-picture';
import type { Coloring } from './scene';

const colorings: readonly Coloring[] = ['change', 'own-change', 'package', 'file'];

/** A comparison as one flame graph: as wide as the larger side, coloured by change. */
export function FlameChange(props: ViewProps) {
  const { data } = props;
  const words = useWords().flame;
  const judgement = useSignificance(props);
  const significance = judgement.state === 'ready' ? judgement.value : null;
  const noise = useMemo((): Noise | null => {
    if (significance === null) return null;
    const { nodes } = significance;
    /** A frame that changed all in all did so in its nodes, each of which may have too few samples to tell. */
    const ofFrame = (frame: number, own: boolean) =>
      !isChanged(significance, 'flat', frame) && (own || !isChanged(significance, 'cum', frame));
    return {
      ofNode: (node, own) =>
        (own ? nodes.self : nodes.total).changed[node] === 0 && ofFrame(data.frame[node]!, own),
      ofFrame,
    };
  }, [significance, data]);
  const [before, after] = props.sides;
  return (
    <FlamePicture
      {...props}
      layoutIndex={0}
      colorings={colorings}
      noise={noise}
      label={words.differenceOf(before!.title, after!.title)}
    >
      <Judging judgement={judgement} />
    </FlamePicture>
  );
}
