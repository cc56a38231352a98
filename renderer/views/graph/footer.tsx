import { useStore } from 'zustand';
import { formatDelta, formatPercent } from '../../../engine/units/format';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count } from '../figures';
import type { Drawing } from './drawing';
import { figure, scaleOf, totalOf } from './figures';
import styles from './graph.module.css';
import { shade } from './shade';

/** How a change is coloured. */
export type ChangeColours = 'red-green' | 'orange-blue';

interface FooterProps extends Pick<ViewProps, 'data' | 'text' | 'links'> {
  readonly drawing: Drawing;
  readonly nodeOfFrame: Int32Array;
  readonly colours: ChangeColours;
  readonly onColours: (colours: ChangeColours) => void;
}

/** What the pointer is on, or else what is shown and what is not; and what the colours mean. */
export function Footer({ data, text, links, drawing, nodeOfFrame, colours, onColours }: FooterProps) {
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
        <ChangeLegend most={formatDelta(scaleOf(graph), data.unit)} colours={colours} onColours={onColours} />
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

interface ChangeLegendProps extends Pick<FooterProps, 'colours' | 'onColours'> {
  /** The largest change, as it is written. */
  readonly most: string;
}

function ChangeLegend({ most, colours, onColours }: ChangeLegendProps) {
  const words = useWords().graph;
  const other: ChangeColours = colours === 'red-green' ? 'orange-blue' : 'red-green';
  return (
    <span className={styles.legend} data-compares>
      {words.legendLess} <span className={styles.legendEnd}>{most.replace('+', '-')}</span>
      <Swatches parts={[...shares.map((part) => -part).reverse(), 0, ...shares]} />
      <span className={styles.legendEnd}>{most}</span> {words.legendMore}
      <button type="button" className={styles.legendButton} onClick={() => onColours(other)}>
        {other === 'orange-blue' ? words.useOrangeBlue : words.useRedGreen}
      </button>
    </span>
  );
}
