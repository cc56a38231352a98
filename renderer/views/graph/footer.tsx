import { useStore } from 'zustand';
import { formatDelta, formatPercent } from '../../../engine/units/format';
import { Switch } from '../../ui/switch';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count } from '../figures';
import type { Drawing } from './drawing';
import { figure, scaleOf, totalOf } from './figures';
import styles from './graph.module.css';
import type { GraphLook } from './look';
import { shade } from './shade';

interface FooterProps extends Pick<ViewProps, 'data' | 'text' | 'links'> {
  readonly drawing: Drawing;
  readonly nodeOfFrame: Int32Array;
  readonly look: GraphLook;
  readonly onLook: (look: GraphLook) => void;
  /** Whether something is told from noise, or would be. */
  readonly hasNoise: boolean;
}

/** What the pointer is on, or else what is shown and what is not; and what the colours mean. */
export function Footer({ data, text, links, drawing, nodeOfFrame, look, onLook, hasNoise }: FooterProps) {
  const words = useWords().graph;
  const { graph, choice } = drawing;
  const hover = useStore(links, (now) => now.hoverFrame);
  const selected = useStore(links, (now) => now.selectedFrame);
  const compares = data.total.length > 1;
  return (
    <div className={styles.footer}>
      <p className={styles.said} data-testid="graph-said">
        {said()}
      </p>
      {compares ? (
        <ChangeLegend most={formatDelta(scaleOf(graph), data.unit)} {...{ look, onLook, hasNoise }} />
      ) : (
        <ShareLegend />
      )}
    </div>
  );

  function said() {
    const frame = hover > 0 ? hover : selected > 0 && nodeOfFrame[selected]! < 0 ? selected : -1;
    if (frame < 0) return shown();
    const node = nodeOfFrame[frame]!;
    const name = <span className={styles.saidName}>{text.names[frame]}</span>;
    if (node < 0) return words.notShown(text.names[frame]!);
    const total = totalOf(graph);
    return (
      <>
        {name} {words.self} {figure(graph.flat, node, total, data.unit)} · {words.total}{' '}
        {figure(graph.cum, node, total, data.unit)}
      </>
    );
  }

  function shown(): string {
    const parts = [words.shown(count(graph.frame.length), count(graph.nodesBefore))];
    if (graph.droppedNodes > 0) {
      parts.push(words.lighter(count(graph.droppedNodes), formatPercent(choice.nodeFraction, 1)));
    }
    if (graph.droppedEdges > 0) parts.push(words.lighterCalls(count(graph.droppedEdges)));
    return parts.join(' · ');
  }
}

const shares = [0.01, 0.05, 0.2, 0.5, 1] as const;

function Swatches({ parts }: { readonly parts: readonly number[] }) {
  return (
    <span className={styles.swatches} aria-hidden>
      {parts.map((part) => {
        const { strength, heat, sign } = shade(part);
        const style = { '--strength': strength, '--heat': heat } as React.CSSProperties;
        return <i key={part} className={styles.swatch} data-sign={sign} style={style} />;
      })}
    </span>
  );
}

function ShareLegend() {
  const words = useWords().graph;
  return (
    <span className={styles.legend}>
      <span className={styles.legendEnd}>{formatPercent(shares[0], 1)}</span>
      <Swatches parts={shares} />
      <span className={styles.legendEnd}>100%</span>
      {words.legendShare}
    </span>
  );
}

interface ChangeLegendProps extends Pick<FooterProps, 'look' | 'onLook' | 'hasNoise'> {
  /** The largest change, as it is written. */
  readonly most: string;
}

function ChangeLegend({ most, look, onLook, hasNoise }: ChangeLegendProps) {
  const words = useWords();
  const isSafe = look.scale === 'orange-blue';
  return (
    <span className={styles.legend} data-compares>
      {words.graph.legendLess} <span className={styles.legendEnd}>{most.replace('+', '-')}</span>
      <Swatches parts={[...shares.map((part) => -part).reverse(), 0, ...shares]} />
      <span className={styles.legendEnd}>{most}</span> {words.graph.legendMore}
      {hasNoise && (
        <Switch
          on={look.greyNoise}
          hint={words.flame.noiseHint}
          onChange={(greyNoise) => onLook({ ...look, greyNoise })}
        >
          {words.flame.noise}
        </Switch>
      )}
      <Switch
        on={isSafe}
        hint={words.flame.safeHint}
        onChange={(safe) => onLook({ ...look, scale: safe ? 'orange-blue' : 'red-green' })}
      >
        {words.flame.safe}
      </Switch>
    </span>
  );
}
