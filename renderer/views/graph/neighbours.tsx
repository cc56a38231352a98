import { IconButton } from '../../ui/button';
import { CloseIcon } from '../../ui/icons';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { direction, headsOf } from '../figures';
import { withoutPath } from '../names';
import type { Drawing } from './drawing';
import { callFigure, measuresOf } from './figures';
import styles from './graph.module.css';
import type { GraphNoise } from './noise';
import { callsOf } from './walk';

interface NeighboursProps extends Pick<ViewProps, 'data' | 'text' | 'links'> {
  readonly drawing: Drawing;
  readonly node: number;
  /** Which changes have no colour; null = none. */
  readonly noise: GraphNoise | null;
  readonly onGo: (node: number) => void;
  readonly onClose: () => void;
}

/** What the rows of the figures measure. */
const measured = ['flat', 'cum'] as const;

/** What colours a change: its direction, unless it may be noise. */
function toneOf(change: string, isNoise = false) {
  return isNoise ? { 'data-faint': true } : { 'data-change': direction(change) };
}

/** The selected node in figures, and lists of who calls it and whom it calls. */
export function Neighbours({ data, text, links, drawing, node, noise, onGo, onClose }: NeighboursProps) {
  const words = useWords().graph;
  const { graph } = drawing;
  const frame = graph.frame[node]!;
  const compares = data.total.length > 1;
  // One profile has no heads, so that its values say themselves what they are of.
  const { plain, head } = compares ? headsOf(data.unit) : { plain: data.unit, head: String };
  const { rows } = measuresOf(graph, node, plain, words);
  return (
    <aside
      className={styles.side}
      data-compares={compares}
      aria-label={text.names[frame]}
      data-testid="graph-side"
    >
      <div className={styles.sideHead}>
        <h3 className={styles.sideName} title={text.names[frame]}>
          {text.names[frame]}
        </h3>
        <IconButton size="small" label={words.closeSide} icon={<CloseIcon />} onClick={onClose} />
      </div>
      {text.files[frame] !== '' && <p className={styles.sideFile}>{text.files[frame]}</p>}
      <table className={styles.measures}>
        {compares && (
          <thead>
            <tr>
              <td />
              <th scope="col">{head(words.before)}</th>
              <th scope="col">{head(words.after)}</th>
              <th scope="col">{head('Δ')}</th>
              <th scope="col">Δ %</th>
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(({ label, cells }, at) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <td key={i} {...(i >= 2 ? toneOf(cell, noise?.ofFrame(frame, measured[at])) : {})}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {(['callers', 'callees'] as const).map((way) => {
        const end = way === 'callers' ? graph.source : graph.target;
        const calls = callsOf(graph, node, way);
        return (
          <section key={way} aria-label={words[way]}>
            <h4 className={styles.sideTitle}>{words[way]}</h4>
            {calls.length === 0 && (
              <p className={styles.sideNone}>{way === 'callers' ? words.noCallers : words.noCallees}</p>
            )}
            <ul className={styles.sideList}>
              {calls.map((call) => {
                const other = end[call]!;
                const figure = callFigure(graph, call, data.unit);
                const hover = (hoverFrame: number) => links.setState({ hoverFrame });
                return (
                  <li key={call}>
                    <button
                      type="button"
                      className={styles.sideRow}
                      title={
                        graph.isResidual[call] === 1
                          ? `${text.names[graph.frame[other]!]} (${words.residual})`
                          : text.names[graph.frame[other]!]
                      }
                      onClick={() => onGo(other)}
                      onPointerEnter={() => hover(graph.frame[other]!)}
                      onPointerLeave={() => hover(-1)}
                    >
                      <span
                        className={styles.sideFigure}
                        {...(compares ? toneOf(figure, noise?.ofCall(call)) : {})}
                      >
                        {figure}
                      </span>
                      <span className={styles.sideOther} data-residual={graph.isResidual[call] === 1}>
                        {withoutPath(text.names[graph.frame[other]!]!)}
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </aside>
  );
}
