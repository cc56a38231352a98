// biome-ignore-all lint/a11y/useFocusableInteractive: the tree itself has the focus and says which item is active
import { type CSSProperties, memo, useMemo } from 'react';
import { useWords } from '../../words/words';
import { baselines } from './box';
import { arrow } from './curve';
import { callLabelSize, type Drawing } from './drawing';
import { nodeSentence, partOf, scaleOf } from './figures';
import styles from './graph.module.css';
import { penWidth, type Shade, shade } from './shade';
import { amount } from './walk';

/** What is lit; all else stands back. null = everything is. */
export interface Lit {
  readonly nodes: ReadonlySet<number>;
  readonly calls: ReadonlySet<number>;
}

/** @param isNoise what may be noise has no colour */
function shadeStyle({ strength, heat }: Shade, isNoise: boolean): CSSProperties {
  return { '--strength': isNoise ? '0' : strength.toFixed(3), '--heat': heat.toFixed(3) } as CSSProperties;
}

interface CallsProps {
  readonly drawing: Drawing;
  readonly lit: Lit | null;
  readonly isNoise: ((frame: number) => boolean) | null;
}

export const Calls = memo(function Calls({ drawing, lit, isNoise }: CallsProps) {
  const { graph, layout, labels } = drawing;
  const drawn = useMemo(() => {
    const scale = scaleOf(graph);
    return layout.calls.map(({ curve, label }, call) => {
      const part = partOf(amount(graph.weight, call), scale);
      const width = penWidth(part);
      return { ...arrow(curve, width), label, width, shade: shade(part) };
    });
  }, [graph, layout]);
  const ofNoise = (call: number) => isNoise?.(graph.frame[graph.target[call]!]!) === true;
  return (
    <g aria-hidden>
      {drawn.map(({ line, head, label, width, shade: of }, call) => (
        <g
          // biome-ignore lint/suspicious/noArrayIndexKey: a call is its row
          key={call}
          className={styles.call}
          data-sign={of.sign}
          data-noise={ofNoise(call)}
          data-dim={lit !== null && !lit.calls.has(call)}
          data-lit={lit?.calls.has(call)}
          style={shadeStyle(of, ofNoise(call))}
        >
          <path
            d={line}
            strokeWidth={width}
            strokeDasharray={graph.isResidual[call] === 1 ? '2 4' : undefined}
          />
          <path d={head} className={styles.head} />
          <text x={label.x} y={label.y + callLabelSize * 0.35} fontSize={callLabelSize}>
            {labels[call]}
          </text>
        </g>
      ))}
    </g>
  );
});

interface ItemsProps {
  readonly id: string;
  readonly drawing: Drawing;
  readonly names: readonly string[];
  readonly unit: string;
  readonly selected: number;
}

/** What the picture shows, for those who hear it: each node in a sentence. */
export const Items = memo(function Items({ id, drawing, names, unit, selected }: ItemsProps) {
  const words = useWords().graph;
  const { graph } = drawing;
  return Array.from(graph.frame, (frame, node) => (
    <div
      key={frame}
      id={`${id}-${node}`}
      role="treeitem"
      className="visually-hidden"
      aria-label={nodeSentence(graph, node, names[frame]!, unit, words)}
      aria-selected={node === selected}
      data-item={node}
    />
  ));
});

interface NodesProps {
  readonly drawing: Drawing;
  readonly selected: number;
  readonly lit: Lit | null;
  readonly matches: Uint8Array | null;
  readonly isNoise: ((frame: number) => boolean) | null;
}

export const Nodes = memo(function Nodes({ drawing, selected, lit, matches, isNoise }: NodesProps) {
  const { graph } = drawing;
  const scale = scaleOf(graph);
  return Array.from(graph.frame, (frame, node) => (
    <Node
      key={frame}
      node={node}
      drawing={drawing}
      part={partOf(amount(graph.cum, node), scale)}
      isNoise={isNoise?.(frame) === true}
      isSelected={node === selected}
      isDim={
        (lit !== null && !lit.nodes.has(node)) || (lit === null && matches !== null && matches[frame] === 0)
      }
      isMatch={matches !== null && matches[frame] === 1}
    />
  ));
});

interface NodeProps {
  readonly node: number;
  readonly drawing: Drawing;
  readonly part: number;
  readonly isNoise: boolean;
  readonly isSelected: boolean;
  readonly isDim: boolean;
  readonly isMatch: boolean;
}

const Node = memo(function Node({ node, drawing, part, isNoise, isSelected, isDim, isMatch }: NodeProps) {
  const box = drawing.boxes[node]!;
  const { x, y } = drawing.layout.nodes[node]!;
  const of = shade(part);
  const lines = baselines(box);
  return (
    <g
      className={styles.node}
      data-selected={isSelected}
      data-node={node}
      data-sign={of.sign}
      data-noise={isNoise}
      data-dim={isDim}
      data-match={isMatch}
      style={shadeStyle(of, isNoise)}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
    >
      <rect x={-box.width / 2} y={-box.height / 2} width={box.width} height={box.height} rx={2} />
      {box.lines.map(({ text, size, isName }, i) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={i}
          y={lines[i]! - box.height / 2}
          fontSize={size}
          className={isName ? styles.name : styles.figures}
        >
          {text}
        </text>
      ))}
    </g>
  );
});
