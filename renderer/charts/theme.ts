import { useMemo, useSyncExternalStore } from 'react';
import { isDark, onScheme } from '../ui/scheme';
import { type SeriesColour, seriesColours } from './series';

/** The tokens a chart is drawn with, as values. */
export interface ChartTheme {
  readonly surface: string;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly band: string;
  readonly bandEdge: string;
  readonly font: string;
  readonly series: Readonly<Record<SeriesColour, string>>;
  /** From few to many. */
  readonly heat: readonly string[];
}

const heatLevels = 12;

/** Reads the tokens in force now. */
export function readTheme(root: Element): ChartTheme {
  const style = getComputedStyle(root);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const series = Object.fromEntries([
    ...seriesColours.map((name) => [name, token(`series-${name}`)]),
    ['danger', token('danger')],
  ]) as Record<SeriesColour, string>;
  return {
    surface: token('surface'),
    text: token('text-muted'),
    faint: token('text-faint'),
    line: token('line'),
    band: token('selected'),
    bandEdge: token('accent'),
    font: `11px ${token('font-ui')}`,
    series,
    heat: heatRamp(token('heat-few'), token('heat-many')),
  };
}

/** Colours from `few` to `many`, both '#rrggbb'. */
export function heatRamp(few: string, many: string): string[] {
  return Array.from({ length: heatLevels }, (_, i) => mix(few, many, i / (heatLevels - 1)));
}

/** The colour a share of the way from one '#rrggbb' to another. */
export function mix(from: string, to: string, share: number): string {
  const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(part(from, at) + (part(to, at) - part(from, at)) * share));
  return `#${parts.map((p) => p.toString(16).padStart(2, '0')).join('')}`;
}

/** The colours in the appearance the system asks for now. */
export function useChartTheme(): ChartTheme {
  const dark = useSyncExternalStore(onScheme, isDark);
  // biome-ignore lint/correctness/useExhaustiveDependencies(dark): the tokens change with the appearance
  return useMemo(() => readTheme(document.documentElement), [dark]);
}
