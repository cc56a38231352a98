import { share } from '../figures';
import { quietShare } from './fills';
import styles from './flame.module.css';
import { type ChangeScale, changeSteps, type FlameTheme, goneFill, newFill, unchangedFill } from './theme';

interface LegendProps {
  readonly theme: FlameTheme;
  readonly scale: ChangeScale;
  readonly onScale: (scale: ChangeScale) => void;
}

/** What the colours of a difference mean; it is there as long as they are. */
export function ChangeLegend({ theme, scale, onScale }: LegendProps) {
  const steps = Array.from({ length: 2 * changeSteps + 1 }, (_, i) => i - changeSteps);
  const other: ChangeScale = scale === 'red-green' ? 'orange-blue' : 'red-green';
  return (
    <div className={styles.legend} data-testid="legend">
      <span>less</span>
      <span className={styles.legendEnd}>−100%</span>
      <span className={styles.scale} aria-hidden>
        {steps.map((i) => (
          <i key={i} style={{ background: theme.fills[unchangedFill + i] }} />
        ))}
      </span>
      <span className={styles.legendEnd}>+100%</span>
      <span>more</span>
      <Swatch color={theme.fills[newFill]} hatch={theme.hatch}>
        new
      </Swatch>
      <Swatch color={theme.fills[goneFill]} hatch={theme.hatch}>
        gone
      </Swatch>
      <Swatch color={theme.fills[unchangedFill]}>changed by less than {share(quietShare, 1)} of all</Swatch>
      <span className={styles.legendSpace} />
      <button type="button" className={styles.legendButton} onClick={() => onScale(other)}>
        {other === 'orange-blue' ? 'Use orange and blue' : 'Use red and green'}
      </button>
    </div>
  );
}

interface SwatchProps {
  readonly color: string;
  readonly hatch?: string;
  readonly children: React.ReactNode;
}

function Swatch({ color, hatch, children }: SwatchProps) {
  const lines =
    hatch === undefined ? '' : `repeating-linear-gradient(135deg, ${hatch} 0 1.5px, #0000 1.5px 4px)`;
  return (
    <span className={styles.swatch}>
      <i aria-hidden style={{ backgroundColor: color, backgroundImage: lines }} />
      {children}
    </span>
  );
}
