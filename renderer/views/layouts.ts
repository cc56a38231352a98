import { createContext } from 'react';

/** How views have graphs laid out. Whoever shows views provides it. */
export interface Layouts {
  /** Has the layouter ready, as a graph will soon be there. */
  warm(): void;
  /**
   * What Graphviz makes of a graph in its language.
   * Rejects with a FlamebenchError, 'cancelled' once the signal says so.
   */
  layout(dot: string, format: 'plain' | 'svg', signal?: AbortSignal): Promise<string>;
}

export const LayoutsContext = createContext<Layouts | null>(null);
