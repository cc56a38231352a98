import { useEffect, useMemo, useState } from 'react';
import { coloringsOf } from '../../../engine/flame/look';
import { EmptyState } from '../../ui/surfaces';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { formatValue, share } from '../figures';
import { useNodesChanged } from '../judged-rows';
import { Judging } from '../judging';
import { selectFrame } from '../links';
import { withoutPath } from '../names';
import { useSelectedFrame } from '../selected-frame';
import type { FlameController } from './controller';
import styles from './flame.module.css';
import { FlameCanvas } from './flame-canvas';
import { useNoTime } from './flame-picture';
import type { DrawnPart } from './legend';
import type { FlameLook } from './look';
import { PictureFoot } from './picture-foot';
import { createScene } from './scene';
import { ShapeWait } from './shape-wait';
import { useLook } from './use-look';
import { type ShapedState, useShaped } from './use-shaped';
import { useFlameTheme } from './use-theme';

/**
 * One function, merged over all places where it occurs: above it who calls it, below it what it calls. The
 * function is the one that is selected in any linked view.
 */
export function Sandwich(props: ViewProps) {
  const { data, text, links } = props;
  const words = useWords().flame;
  const selected = useSelectedFrame(props);
  // What was looked at last stays while nothing is selected.
  const [kept, setKept] = useState({ data, frame: selected });
  const frame = selected > 0 ? selected : kept.data === data ? kept.frame : -1;
  if (kept.data !== data || kept.frame !== frame) setKept({ data, frame });

  const colorings = useMemo(() => coloringsOf(data), [data]);
  const [look, setLook] = useLook(props, colorings);
  const order = look.order === 'time' ? 'heavy' : look.order;
  const shapeTowards = (towards: 'callers' | 'callees') =>
    frame > 0 ? { order, foldRecursion: look.foldRecursion, pivot: { frame, towards } } : null;
  const callers = useShaped(props, shapeTowards('callers'));
  const callees = useShaped(props, shapeTowards('callees'));
  const judgedAbove = useNodesChanged(props, look.greyNoise ? shapeTowards('callers') : null);
  const judgedBelow = useNodesChanged(props, look.greyNoise ? shapeTowards('callees') : null);
  const theme = useFlameTheme(look.scale);
  const noTime = useNoTime(props);
  const [above, setAbove] = useState<DrawnPart | null>(null);
  const [below, setBelow] = useState<DrawnPart | null>(null);
  const parts = useMemo(() => [above, below].filter((part) => part !== null), [above, below]);
  if (frame <= 0) {
    return (
      <EmptyState action={{ label: words.pickHeaviest, run: () => selectFrame(links, heaviest(props)) }}>
        {words.pickFunction}
      </EmptyState>
    );
  }
  const half = { ...props, look, theme, pivot: (next: number) => selectFrame(links, next) };
  return (
    <div className={styles.view} data-colours={look.scale} data-testid="sandwich">
      <header className={styles.heading}>
        <span className={styles.headingWord} title={words.sandwichOf}>
          {words.sandwichOf}
        </span>
        <strong className={styles.headingTitle} title={`${text.names[frame]}\n${text.files[frame]}`}>
          {withoutPath(text.names[frame]!)}
        </strong>
        <span className={styles.headingFigures} title={figures(props, callees)}>
          {figures(props, callees)}
        </span>
      </header>
      <Half
        {...half}
        state={callers}
        judgement={judgedAbove}
        upright
        label={words.callersOf(text.names[frame]!)}
        onDrawn={setAbove}
      />
      <Half
        {...half}
        state={callees}
        judgement={judgedBelow}
        upright={false}
        label={words.calleesOf(text.names[frame]!)}
        onDrawn={setBelow}
      />
      <PictureFoot
        look={look}
        onLook={setLook}
        colorings={colorings}
        noTime={noTime}
        hasMinimap={false}
        hasDirection={false}
        drawn={{ text, theme, parts }}
        quietShare={props.leastChange}
        hasNoise={props.sides.length > 1}
        judged={judgedBelow.state === 'ready'}
      >
        {look.greyNoise && <Judging judgement={judgedAbove.state === 'ready' ? judgedBelow : judgedAbove} />}
      </PictureFoot>
      <ShapeWait state={callers.loading ? callers : callees} onCancel={() => setLook(look)} />
    </div>
  );
}

interface HalfProps extends Omit<ViewProps, 'look'> {
  readonly state: ShapedState;
  readonly judgement: ReturnType<typeof useNodesChanged>;
  readonly look: FlameLook;
  readonly theme: ReturnType<typeof useFlameTheme>;
  readonly upright: boolean;
  readonly label: string;
  readonly pivot: (frame: number) => void;
  /** Called with the half as it stands, for the legend of both. */
  readonly onDrawn: (part: DrawnPart) => void;
}

function Half(props: HalfProps) {
  const { state, judgement, text, look, upright, leastChange, onDrawn } = props;
  const [controller, setController] = useState<FlameController | null>(null);
  const tree = state.shaped?.tree ?? null;
  const changed = judgement.state === 'ready' ? judgement.value : null;
  const scene = useMemo(
    () =>
      tree === null
        ? null
        : createScene(tree, text, {
            // What is judged may be the next function's already, while this one's is drawn.
            ...(changed?.total.length === tree.parent.length && {
              isNoise: (node: number, own: boolean) => changed[own ? 'self' : 'total'][node] === 0,
            }),
            layoutIndex: 0,
            coloring: look.coloring,
            upright,
            quietShare: leastChange,
          }),
    [tree, text, look.coloring, upright, leastChange, changed],
  );
  useEffect(() => {
    if (tree !== null && scene !== null) onDrawn({ tree, scene, controller });
  }, [tree, scene, controller, onDrawn]);
  return (
    <div className={styles.sandwichHalf} style={{ flexGrow: Math.min(24, Math.max(3, tree?.rows ?? 3)) }}>
      {state.shaped !== null && scene !== null && (
        <FlameCanvas
          {...props}
          tree={state.shaped.tree}
          links={state.shaped.links}
          scene={scene}
          hasSharedNodes={false}
          onPivot={props.pivot}
          onReady={setController}
        />
      )}
    </div>
  );
}

/** What the function is of the whole, on each side. */
function figures({ sides, data }: ViewProps, { shaped }: ShapedState): string {
  if (shaped === null) return '';
  return shaped.tree.total
    .map((values, i) => {
      const side = sides[i]!;
      return `${formatValue(values[0]!, data.unit)} ${share(values[0]!, side.total)}`.trim();
    })
    .join(' → ');
}

/** The function at the end of the widest path: follow the widest callee for as long as it is half of its caller. */
function heaviest({ data }: ViewProps): number {
  const width = data.layouts[0]!.width;
  let node = 0;
  for (;;) {
    const first = data.firstChild[node]!;
    let widest = -1;
    for (let child = first; child < first + data.childCount[node]!; child++) {
      if (widest < 0 || width[child]! > width[widest]!) widest = child;
    }
    if (widest < 0 || (node > 0 && width[widest]! < width[node]! / 2)) return data.frame[node]!;
    node = widest;
  }
}
