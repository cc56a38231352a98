import { useEffect, useState } from 'react';
import type { DrawnTree } from '../../../engine/worker/protocol';
import { useWords } from '../../words/words';
import type { LinksStore, Side } from '../contract';
import { formatValue, share } from '../figures';
import type { FrameText } from '../frame-text';
import type { FlameController } from './controller';
import { goTo } from './input';

interface OutlineProps {
  readonly controller: FlameController;
  readonly tree: DrawnTree;
  readonly text: FrameText;
  readonly sides: readonly Side[];
  readonly links: LinksStore;
}

/** Frames narrower than this say nothing to the eye either; of the rest, so many of the widest are told. */
const leastPx = 24;
const most = 80;
/** A picture that moves is told when it has come to rest. */
const restMs = 400;

/** What a canvas shows, as a tree that assistive technology can read and act on: the wide frames in sight. */
export function Outline({ controller, tree, text, sides, links }: OutlineProps) {
  const words = useWords().flame;
  const [nodes, setNodes] = useState<readonly { node: number; row: number }[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setNodes(controller.inSight(leastPx, most)), restMs);
    };
    look();
    const stop = controller.onPainted(look);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [controller]);
  return (
    <div role="tree" aria-label={words.inSight} data-testid="flame-outline">
      {nodes
        .filter(({ node }) => node < tree.frame.length)
        .map(({ node, row }) => (
          <button
            key={node}
            type="button"
            role="treeitem"
            tabIndex={-1}
            aria-level={row + 1}
            aria-selected={false}
            onClick={() => goTo(controller, node)}
            onFocus={() => links.setState({ hoverFrame: tree.frame[node]! })}
          >
            {`${text.names[tree.frame[node]!]}, ${figures(tree, sides, node)}`}
          </button>
        ))}
    </div>
  );
}

/** '1.2s, 34%', of a comparison before → after. */
function figures(tree: DrawnTree, sides: readonly Side[], node: number): string {
  return tree.total
    .map((values, side) => {
      const value = values[node]!;
      return `${formatValue(value, tree.unit)} ${share(value, sides[side]?.total ?? 0)}`.trim();
    })
    .join(' → ');
}
