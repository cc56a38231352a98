import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { FlamePicture } from './flame-picture';
import type { Coloring } from './scene';

const colorings: readonly Coloring[] = ['package', 'file', 'total', 'self'];

/** The flame graph of one profile. */
export function Flame(props: ViewProps) {
  const words = useWords().flame;
  return (
    <FlamePicture
      {...props}
      layoutIndex={0}
      colorings={colorings}
      label={words.flameGraphOf(props.sides[0]!.title)}
    />
  );
}
