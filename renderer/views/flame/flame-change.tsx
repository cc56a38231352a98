import { useState } from 'react';
import type { ViewProps } from '../contract';
import { Breadcrumb } from './breadcrumb';
import styles from './flame.module.css';
import { FlameCanvas } from './flame-canvas';
import { ChangeLegend } from './legend';
import type { ChangeScale } from './theme';
import { useFlameTheme } from './use-theme';

/** The scale a person chose stays chosen while the window is open. */
let chosenScale: ChangeScale = 'red-green';

/** A comparison as one flame graph: as wide as the larger side, coloured by change. */
export function FlameChange(props: ViewProps) {
  const [scale, setScale] = useState(chosenScale);
  const theme = useFlameTheme(scale);
  const choose = (next: ChangeScale) => {
    chosenScale = next;
    setScale(next);
  };
  return (
    <div className={styles.view}>
      <Breadcrumb {...props} />
      <FlameCanvas
        {...props}
        layoutIndex={0}
        coloring="change"
        theme={theme}
        label={`Difference from ${props.sides[0].title} to ${props.sides[1].title}`}
      />
      <ChangeLegend theme={theme} scale={scale} onScale={choose} />
    </div>
  );
}
