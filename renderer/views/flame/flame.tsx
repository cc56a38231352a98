import type { ViewProps } from '../contract';
import { Breadcrumb } from './breadcrumb';
import styles from './flame.module.css';
import { FlameCanvas } from './flame-canvas';
import { useFlameTheme } from './use-theme';

/** The flame graph of one profile. */
export function Flame(props: ViewProps) {
  const theme = useFlameTheme();
  return (
    <div className={styles.view}>
      <Breadcrumb {...props} />
      <FlameCanvas
        {...props}
        layoutIndex={0}
        coloring="package"
        theme={theme}
        label={`Flame graph of ${props.sides[0].title}`}
      />
    </div>
  );
}
