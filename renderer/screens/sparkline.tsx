import type { RatePoint } from '../state/model';
import styles from './live.module.css';

const width = 1000;
const height = 100;

/** Outline of a rate over time, as the `d` of an SVG path and the value that the upper edge stands for. */
export interface Spark {
  readonly line: string;
  readonly area: string;
  readonly top: number;
}

/**
 * Scales points into a box of 1000 × 100: time from the first point over `spanUs` (longer where the points
 * are), rate from 0 to the largest. Fewer than two points have no outline.
 */
export function sparkOf(points: readonly RatePoint[], spanUs: number): Spark {
  if (points.length < 2) return { line: '', area: '', top: 0 };
  const from = points[0]!.atUs;
  const span = Math.max(spanUs, points[points.length - 1]!.atUs - from, 1);
  const top = points.reduce((most, p) => Math.max(most, p.requestsPerSecond), 0);
  const x = (p: RatePoint) => (((p.atUs - from) / span) * width).toFixed(1);
  const y = (p: RatePoint) => (height - (top > 0 ? p.requestsPerSecond / top : 0) * (height - 4)).toFixed(1);
  const line = points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p)} ${y(p)}`).join('');
  const last = points[points.length - 1]!;
  return { line, area: `${line}L${x(last)} ${height}L0 ${height}Z`, top };
}

interface SparklineProps {
  readonly points: readonly RatePoint[];
  /** Microseconds the whole axis stands for. */
  readonly spanUs: number;
  /** What the picture says, in words. */
  readonly label: string;
}

export function Sparkline({ points, spanUs, label }: SparklineProps) {
  const { line, area } = sparkOf(points, spanUs);
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.spark}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
    >
      <path className={styles.area} d={area} />
      <path className={styles.line} d={line} />
    </svg>
  );
}
