import { useMemo } from 'react';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { FlamePicture } from './flame-picture';
import type { Coloring } from './scene';

const colorings: readonly Coloring[] = ['package', 'file', 'total', 'self'];
const ofDifference: readonly Coloring[] = ['sign', ...colorings];

/** The flame graph of one profile. */
export function Flame(props: ViewProps) {
  const words = useWords().flame;
  const { data } = props;
  // A difference that was saved: which way a frame went is the first thing to see.
  const hasNegative = useMemo(() => data.self[0]!.some((value) => value < 0), [data]);
  return (
    <FlamePicture
      {...props}
      layoutIndex={0}
      colorings={hasNegative ? ofDifference : colorings}
      label={words.flameGraphOf(props.sides[0]!.title)}
    />
  );
}
