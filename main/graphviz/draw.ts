import { graphSvg, literalNames } from '../../engine/render/graph-svg';
import { runDot } from './dot-program';
import { createLayouts, type LayoutOptions, layoutDeadlineSeconds } from './layouts';

/** Turns DOT into a picture of a format that Graphviz names: 'svg', 'png', 'pdf'. */
export type Draw = (dot: string, format: string) => Promise<Uint8Array>;

/**
 * Pictures on this machine. An SVG can be moved and zoomed where it is opened in a browser.
 * The function throws FlamebenchError 'graph-failed', 'tool-missing', 'cancelled'.
 */
export function createDraw({
  distFolder,
  signal,
  deadlineSeconds = layoutDeadlineSeconds,
}: LayoutOptions & { readonly distFolder: string }): Draw {
  return async (dot, format) => {
    const graph = literalNames(dot);
    if (format !== 'svg') return runDot(graph, format, { signal, deadlineSeconds });
    const layouts = createLayouts(distFolder);
    try {
      return new TextEncoder().encode(
        graphSvg(await layouts.layout(graph, 'svg', { signal, deadlineSeconds })),
      );
    } finally {
      layouts.stop();
    }
  };
}
