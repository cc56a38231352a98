import { type ReactNode, useEffect, useState } from 'react';
import { amountRatio, homesOf } from '../../../engine/flame/fills';
import { HomeWidths } from '../../../engine/flame/homes';
import type { Coloring } from '../../../engine/flame/look';
import {
  amountSteps,
  changeSteps,
  type FlameTheme,
  firstAmountFill,
  goneFill,
  neutralFill,
  newFill,
  unchangedFill,
} from '../../../engine/flame/palette';
import type { DrawnTree } from '../../../engine/worker/protocol';
import { useWords } from '../../words/words';
import { share } from '../figures';
import type { FrameText } from '../frame-text';
import { withoutPath } from '../names';
import type { FlameController } from './controller';
import styles from './flame.module.css';
import { type Scene, tableOf } from './scene';

/** One canvas of a picture as it stands. */
export interface DrawnPart {
  readonly tree: DrawnTree;
  readonly scene: Scene;
  /** null until it is painted. */
  readonly controller: FlameController | null;
}

/** What the legend tells of: one canvas, or two that share their colours. */
export interface DrawnPicture {
  readonly text: FrameText;
  readonly theme: FlameTheme;
  /** The same array for as long as its parts are the same. */
  readonly parts: readonly DrawnPart[];
}

interface LegendProps extends DrawnPicture {
  readonly coloring: Coloring;
  readonly quietShare: number;
  readonly judged: boolean;
}

/** What the colours of a picture mean; it is there as long as they are. */
export function Legend(props: LegendProps) {
  switch (props.coloring) {
    case 'package':
    case 'file':
      return <HomeLegend {...props} />;
    case 'total':
    case 'self':
      return <AmountLegend {...props} />;
    case 'sign':
      return <SignLegend {...props} />;
    case 'change':
    case 'own-change':
      return <ChangeLegend {...props} />;
  }
}

const restMs = 300;

/** The packages, or files, that take most of what is in sight. */
function HomeLegend({ coloring, theme, text, parts }: LegendProps) {
  const words = useWords().flame;
  const [homes, setHomes] = useState<readonly { readonly home: string; readonly fill: number }[]>([]);
  useEffect(() => {
    const painted = parts.flatMap(({ controller, ...part }) =>
      controller === null ? [] : [{ ...part, controller }],
    );
    const column = homesOf(tableOf(text), coloring === 'file' ? 'file' : 'package');
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The first answer is waited for, those to a movement wait for its end.
    let waitMs = 0;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // Another scene may be on its way already; and out of sight, what was told holds until it is seen again.
        if (painted.some(({ controller, scene }) => controller.current !== scene || controller.widthPx <= 1))
          return;
        const widths = new HomeWidths();
        for (const { controller, tree } of painted) {
          for (const [fill, { widthPx, node }] of controller.widthsByFill())
            widths.add(fill, column[tree.frame[node]!] ?? '', widthPx);
        }
        const widest = widths.widest();
        if (widest.length > 0) waitMs = restMs;
        setHomes(widest);
      }, waitMs);
    };
    look();
    const stops = painted.map(({ controller }) => controller.onPainted(look));
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [parts, coloring, text]);
  return (
    <div className={styles.legend} data-testid="legend" title={words.homesHint}>
      {homes.map(({ home, fill }) => (
        <Swatch key={fill} color={theme.fills[fill]!} title={home}>
          {withoutPath(home)}
        </Swatch>
      ))}
      <Swatch color={theme.fills[neutralFill]!}>{words.unknown}</Swatch>
    </div>
  );
}

function AmountLegend({ coloring, theme }: LegendProps) {
  const words = useWords().flame;
  const lowest = share(1 / amountRatio ** (amountSteps - 1), 1);
  return (
    <div className={styles.legend} data-testid="legend">
      <span>{coloring === 'self' ? words.selfOfAll : words.totalOfAll}</span>
      <span className={styles.legendEnd}>{lowest}</span>
      <Scale fills={Array.from({ length: amountSteps }, (_, i) => theme.fills[firstAmountFill + i]!)} />
      <span className={styles.legendEnd}>100%</span>
    </div>
  );
}

function SignLegend({ theme }: LegendProps) {
  const words = useWords().flame;
  return (
    <div className={styles.legend} data-testid="legend" title={words.signHint}>
      <span className={styles.legendEnd}>{words.losses}</span>
      <Scale fills={changeFills(theme)} />
      <span className={styles.legendEnd}>{words.gains}</span>
    </div>
  );
}

/** From the most that was lost to the most that was gained. */
function changeFills({ fills }: FlameTheme): string[] {
  return Array.from({ length: 2 * changeSteps + 1 }, (_, i) => fills[unchangedFill + i - changeSteps]!);
}

function ChangeLegend({ coloring, theme, quietShare, judged }: LegendProps) {
  const words = useWords().flame;
  const quiet = share(quietShare, 1);
  const own = coloring === 'own-change';
  return (
    <div className={styles.legend} data-testid="legend" title={own ? words.ownChangeHint : words.changeHint}>
      <span className={styles.legendEnd}>{own ? words.less : '−100%'}</span>
      <Scale fills={changeFills(theme)} />
      <span className={styles.legendEnd}>{own ? words.more : '+100%'}</span>
      <Swatch color={theme.fills[newFill]!} hatch={theme.hatch}>
        {words.isNew}
      </Swatch>
      <Swatch color={theme.fills[goneFill]!} hatch={theme.hatch} falling>
        {words.isGone}
      </Swatch>
      <Swatch color={theme.fills[unchangedFill]!} title={words.greyHint}>
        {judged ? words.noiseOrQuiet(quiet) : words.quiet(quiet)}
      </Swatch>
    </div>
  );
}

function Scale({ fills }: { readonly fills: readonly string[] }) {
  return (
    <span className={styles.scale} aria-hidden>
      {fills.map((fill, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of a scale are their places
        <i key={i} style={{ background: fill }} />
      ))}
    </span>
  );
}

interface SwatchProps {
  readonly color: string;
  readonly hatch?: string;
  readonly falling?: boolean;
  readonly title?: string;
  readonly children: ReactNode;
}

function Swatch({ color, hatch, falling = false, title, children }: SwatchProps) {
  const lines =
    hatch === undefined
      ? ''
      : `repeating-linear-gradient(${falling ? 45 : 135}deg, ${hatch} 0 1.5px, #0000 1.5px 4px)`;
  return (
    <span className={styles.swatch} title={title} data-cut={title !== undefined}>
      <i aria-hidden style={{ backgroundColor: color, backgroundImage: lines }} />
      <span>{children}</span>
    </span>
  );
}
