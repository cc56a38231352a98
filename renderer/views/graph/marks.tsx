// biome-ignore-all lint/a11y/useFocusableInteractive: the tree itself has the focus and says which item is active
import { memo } from 'react';
import { useWords } from '../../words/words';
import type { Drawing } from './drawing';
import { nodeSentence } from './figures';
import styles from './graph.module.css';
import type { Lit } from './paint';

interface ItemsProps {
  readonly id: string;
  readonly drawing: Drawing;
  readonly names: readonly string[];
  readonly unit: string;
  readonly selected: number;
  readonly lit: Lit | null;
  readonly matches: Uint8Array | null;
}

/**
 * What the picture shows, for those who hear it and for the hand: each node in a sentence, an empty box that lies
 * where the node is painted.
 */
export const Items = memo(function Items({ id, drawing, names, unit, selected, lit, matches }: ItemsProps) {
  const words = useWords().graph;
  const { graph, layout, boxes } = drawing;
  return Array.from(graph.frame, (frame, node) => {
    const { x, y } = layout.nodes[node]!;
    const { width, height } = boxes[node]!;
    return (
      <div
        key={frame}
        id={`${id}-${node}`}
        role="treeitem"
        className={styles.item}
        aria-label={nodeSentence(graph, node, names[frame]!, unit, words)}
        aria-selected={node === selected}
        data-node={node}
        data-dim={lit !== null && !lit.nodes.has(node)}
        data-match={matches?.[frame] === 1}
        style={{ left: x - width / 2, top: y - height / 2, width, height }}
      />
    );
  });
});
