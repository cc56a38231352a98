import { useMemo } from 'react';
import { coloringsOf } from '../../../engine/flame/look';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { FlamePicture } from './flame-picture';

/** The flame graph of one profile. */
export function Flame(props: ViewProps) {
  const words = useWords().flame;
  const { data } = props;
  const colorings = useMemo(() => coloringsOf(data), [data]);
  return (
    <FlamePicture
      {...props}
      layoutIndex={0}
      colorings={colorings}
      label={words.flameGraphOf(props.sides[0]!.title)}
    />
  );
}
