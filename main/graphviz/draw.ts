import { graphSvg, literalNames } from '../../engine/render/graph-svg';
import { runDot } from './dot-program';
import { type LayoutOptions, layoutDeadlineSeconds, layoutSvg } from './layout';

/** Turns DOT into a picture of a format that Graphviz names: 'svg', 'png', 'pdf'. */
export type Draw = (dot: string, format: string) => Promise<Uint8Array>;

/**
 * Pictures on this machine. An SVG can be moved and zoomed where it is opened in a browser.
 * The function throws FlamebenchError 'graph-failed', 'tool-missing', 'cancelled'.
 */
export function createDraw(options: LayoutOptions): Draw {
  const { signal, deadlineSeconds = layoutDeadlineSeconds } = options;
  return async (dot, format) => {
    const graph = literalNames(dot);
    if (format !== 'svg') return runDot(graph, format, { signal, deadlineSeconds });
    return new TextEncoder().encode(graphSvg(await layoutSvg(graph, options)));
  };
}
