import { useStore } from 'zustand';
import { formatPercent } from '../../../engine/units/format';
import { Switch } from '../../ui/switch';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count, formatDelta } from '../figures';
import { Judging } from '../judging';
import { withoutPath } from '../names';
import type { Judgement } from '../significance';
import type { Drawing } from './drawing';
import { figure, hasLosses, scaleOf, totalOf } from './figures';
import styles from './graph.module.css';
import type { GraphLook } from './look';
import { shade } from './shade';
import type { GraphTheme } from './theme';
import type { Path } from './walk';

interface FooterProps extends Pick<ViewProps, 'data' | 'text' | 'links' | 'normalisation'> {
  readonly drawing: Drawing;
  readonly theme: GraphTheme;
  readonly nodeOfFrame: Int32Array;
  /** The heaviest path where it is shown. */
  readonly path: Path | null;
  readonly look: GraphLook;
  readonly onLook: (look: GraphLook) => void;
  /** Whether something is told from noise, or would be. */
  readonly hasNoise: boolean;
  readonly judgement: Judgement<unknown>;
}

/** What the pointer is on, or else what is shown and what is not; and what the colours mean. */
export function Footer(props: FooterProps) {
  const { data, text, links, drawing, theme, nodeOfFrame, path } = props;
  const words = useWords().graph;
  const { graph, choice } = drawing;
  const hover = useStore(links, (now) => now.hoverFrame);
  const selected = useStore(links, (now) => now.selectedFrame);
  const compares = data.total.length > 1;
  const [name, rest] = said();
  return (
    <div className={styles.footer}>
      <p className={styles.said} title={[name, rest].join(' ').trim()} data-testid="graph-said">
        {name !== '' && <span className={styles.saidName}>{name}</span>} {rest}
      </p>
      {compares ? (
        <ChangeLegend {...props} most={formatDelta(scaleOf(graph), data.unit)} />
      ) : (
        <ShareLegend theme={theme} hasLosses={hasLosses(graph)} />
      )}
    </div>
  );

  /** A function's name, or '', and what is said. */
  function said(): readonly [name: string, rest: string] {
    const frame = hover > 0 ? hover : selected > 0 && nodeOfFrame[selected]! < 0 ? selected : -1;
    if (frame < 0) return ['', path !== null && path.nodes.length > 1 ? along(path.nodes) : shown()];
    const node = nodeOfFrame[frame]!;
    if (node < 0) return ['', words.notShown(text.names[frame]!)];
    const total = totalOf(graph);
    const [own, all] = [graph.flat, graph.cum].map((values) => figure(values, node, total, data.unit));
    return [text.names[frame]!, `${words.self} ${own} · ${words.total} ${all}`];
  }

  function along(nodes: readonly number[]): string {
    const name = (node: number) => withoutPath(text.names[graph.frame[node]!]!);
    return words.path(count(nodes.length), name(nodes[0]!), name(nodes.at(-1)!));
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

interface SwatchesProps {
  readonly theme: GraphTheme;
  readonly parts: readonly number[];
}

function Swatches({ theme, parts }: SwatchesProps) {
  return (
    <span className={styles.swatches} aria-hidden>
      {parts.map((part) => {
        const of = shade(part);
        const style = { background: theme.fill(of), borderColor: theme.line(of) };
        return <i key={part} className={styles.swatch} style={style} />;
      })}
    </span>
  );
}

interface ShareLegendProps {
  readonly theme: GraphTheme;
  /** Whether something is below nothing, which has a colour of its own. */
  readonly hasLosses: boolean;
}

function ShareLegend({ theme, hasLosses }: ShareLegendProps) {
  const words = useWords().graph;
  return (
    <span className={styles.legend} title={words.legendShareHint}>
      <span className={styles.legendBasis}>{words.legendShare}</span>
      <span className={styles.legendEnd}>{formatPercent(shares[0], 1)}</span>
      <Swatches theme={theme} parts={shares} />
      <span className={styles.legendEnd}>100%</span>
      {hasLosses && (
        <>
          <Swatches theme={theme} parts={[-0.05, -1]} />
          <span>{words.legendBelowZero}</span>
        </>
      )}
    </span>
  );
}

interface ChangeLegendProps
  extends Pick<FooterProps, 'theme' | 'look' | 'onLook' | 'hasNoise' | 'judgement' | 'normalisation'> {
  /** The largest change, as it is written. */
  readonly most: string;
}

function ChangeLegend({ theme, most, look, onLook, hasNoise, judgement, normalisation }: ChangeLegendProps) {
  const words = useWords();
  const isSafe = look.scale === 'orange-blue';
  return (
    <span className={styles.legend} title={words.graph.legendChangeHint(most.replace('+', ''))}>
      <span className={styles.legendBasis}>{words.graph.legendChange[normalisation]}</span>
      {words.graph.legendLess} <span className={styles.legendEnd}>{most.replace('+', '-')}</span>
      <Swatches theme={theme} parts={[...shares.map((part) => -part).reverse(), 0, ...shares]} />
      <span className={styles.legendEnd}>{most}</span> {words.graph.legendMore}
      <Judging judgement={judgement} />
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
