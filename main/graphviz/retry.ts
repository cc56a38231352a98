/** An instance of Graphviz. */
export interface GraphvizInstance {
  /** @throws Error with Graphviz's words */
  layoutSvg(dot: string): string;
}

export interface GraphvizSource {
  load(): Promise<GraphvizInstance>;
  /** Forgets the instance, so that the next one has fresh memory. */
  unload(): void;
}

/** Graphviz's words where the DOT itself is at fault: no other instance would take it. */
const dotFault = /syntax error/;

/**
 * Lays a graph out, once more on a fresh instance where the first one breaks.
 * @returns the SVG
 * @throws Error of the last try
 */
export async function layoutWithRetry(source: GraphvizSource, dot: string): Promise<string> {
  try {
    return (await source.load()).layoutSvg(dot);
  } catch (error) {
    if (dotFault.test(String(error))) throw error;
    source.unload();
    return (await source.load()).layoutSvg(dot);
  }
}
