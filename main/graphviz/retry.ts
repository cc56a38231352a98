import type { LayoutOrder } from './protocol';

/** An instance of Graphviz. */
export interface GraphvizInstance {
  /** @throws Error with Graphviz's words */
  layout(order: LayoutOrder): string;
}

export interface GraphvizSource {
  load(): Promise<GraphvizInstance>;
  /** Forgets the instance, so that the next one has fresh memory. */
  unload(): void;
}

/** Graphviz's words where the DOT itself is at fault: no other instance would take it. */
export const dotFault = /syntax error/;

/**
 * Lays a graph out, once more on a fresh instance where the first one breaks.
 * @throws Error of the last try
 */
export async function layoutWithRetry(source: GraphvizSource, order: LayoutOrder): Promise<string> {
  try {
    return (await source.load()).layout(order);
  } catch (error) {
    if (dotFault.test(String(error))) throw error;
    source.unload();
    return (await source.load()).layout(order);
  }
}
