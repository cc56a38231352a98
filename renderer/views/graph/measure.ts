import type { Measure } from './box';

/** Widths of texts in the window's face for code. */
export function createMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.documentElement).getPropertyValue('--font-code').trim();
  const size = 100;
  if (context !== null) context.font = `${size}px ${family || 'monospace'}`;
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      width = context === null ? 0.6 * text.length : context.measureText(text).width / size;
      known.set(text, width);
    }
    return width;
  };
}
