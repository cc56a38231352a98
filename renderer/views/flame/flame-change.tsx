import { useMemo } from 'react';
import { coloringsOf } from '../../../engine/flame/look';
import { noiseOf } from '../../../engine/flame/noise';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { Judging } from '../judging';
import { significanceOf, useSignificance } from '../significance';
import { FlamePicture } from './flame-picture';

/** A comparison as one flame graph: as wide as the larger side, coloured by change. */
export function FlameChange(props: ViewProps) {
  const words = useWords().flame;
  const judgement = useSignificance(props);
  const significance = significanceOf(judgement);
  const noise = useMemo(() => significance && noiseOf(significance, significance.nodes), [significance]);
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
