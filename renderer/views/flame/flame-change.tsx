import { useMemo } from 'react';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { LeastChange } from '../least-change';
import { useSignificance } from '../use-significance';
import { FlamePicture, type Noise } from './flame-picture';
import type { Coloring } from './scene';

const colorings: readonly Coloring[] = ['change', 'own-change', 'package', 'file'];

/** A comparison as one flame graph: as wide as the larger side, coloured by change. */
export function FlameChange(props: ViewProps) {
  const words = useWords().flame;
  const answer = useSignificance(props);
  const noise = useMemo((): Noise | null => {
    if (answer === null) return null;
    const { nodes, frames } = answer;
    return {
      ofNode: (node, own) => (own ? nodes.self : nodes.total).changed[node] === 0,
      ofFrame: (frame, own) => (own ? frames.flat : frames.cum).changed[frame] === 0,
    };
  }, [answer]);
  const [before, after] = props.sides;
  return (
    <FlamePicture
      {...props}
      layoutIndex={0}
      colorings={colorings}
      noise={noise}
      label={words.differenceOf(before!.title, after!.title)}
    >
      <LeastChange {...props} />
    </FlamePicture>
  );
}
