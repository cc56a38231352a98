import { useMemo, useRef, useState } from 'react';
import type { Coloring } from '../../../engine/flame/look';
import { EmptyState } from '../../ui/surfaces';
import { useWords } from '../../words/words';
import type { Side, ViewProps } from '../contract';
import { count, formatValue, netsOf, perRequest } from '../figures';
import { Breadcrumb } from './breadcrumb';
import type { FlameController } from './controller';
import styles from './flame.module.css';
import { FlameCanvas } from './flame-canvas';
import { useNoTime } from './flame-picture';
import { MinimapStrip } from './minimap-strip';
import { PictureFoot } from './picture-foot';
import { commonReach, createScene } from './scene';
import { ShapeWait } from './shape-wait';
import { useLook } from './use-look';
import { useOffer } from './use-offer';
import { type Shaped, useShaped } from './use-shaped';
import { useFlameTheme } from './use-theme';

const colorings: readonly Coloring[] = ['package', 'file', 'total', 'self'];

/** A comparison as two flame graphs of one tree and one scale; where one goes, the other follows. */
export function FlamePair(props: ViewProps) {
  const [look, setLook] = useLook(props, colorings);
  const order = look.order === 'time' ? 'heavy' : look.order;
  const state = useShaped(props, { order, foldRecursion: look.foldRecursion, pivot: null });
  return (
    <div className={styles.view} data-colours={look.scale}>
      {state.shaped !== null && <Pair {...props} shaped={state.shaped} />}
      <ShapeWait state={state} onCancel={() => setLook({ ...look, order: 'heavy', foldRecursion: false })} />
    </div>
  );
}

function Pair({ shaped, ...props }: ViewProps & { readonly shaped: Shaped }) {
  const { tree, links } = shaped;
  const words = useWords().flame;
  const nets = netsOf(props.data, props.sides);
  const [look, setLook] = useLook(props, colorings);
  const theme = useFlameTheme(look.scale);
  const noTime = useNoTime(props);
  const flames = useRef<(FlameController | null)[]>([null, null]);
  const [made, setMade] = useState<readonly (FlameController | null)[]>([null, null]);
  const scenes = useMemo(() => {
    const reach = commonReach(tree.layouts.slice(1));
    const { coloring, upright } = look;
    return [1, 2].map((layoutIndex) =>
      createScene(tree, props.text, { layoutIndex, coloring, upright, reach }),
    );
  }, [tree, props.text, look]);
  const { leastChange } = props;
  const offered = { shaped, look, arrangement: 'beside' as const, leastChange, noise: null };
  useOffer(made[0] ?? made[1] ?? null, offered);
  const parts = useMemo(
    () => scenes.map((scene, i) => ({ tree, scene, controller: made[i] ?? null })),
    [tree, scenes, made],
  );
  return (
    <>
      <Breadcrumb tree={tree} text={props.text} links={links} />
      <div className={styles.pair}>
        {props.sides.map((side, i) => (
          <section key={i === 0 ? 'before' : 'after'} className={styles.half} aria-label={side.title}>
            <Heading
              side={side}
              net={nets[i]!.value}
              word={i === 0 ? words.before : words.after}
              unit={props.data.unit}
            />
            {side.total === 0 ? (
              <EmptyState>{words.emptySide}</EmptyState>
            ) : (
              <>
                {look.minimap && made[i] != null && (
                  <MinimapStrip controller={made[i]} scene={scenes[i]!} theme={theme} />
                )}
                <FlameCanvas
                  {...props}
                  tree={tree}
                  links={links}
                  scene={scenes[i]!}
                  theme={theme}
                  hasSharedNodes={tree === props.data}
                  label={words.flameGraphOf(side.title)}
                  onMoved={(anchor) => flames.current[1 - i]?.follow(anchor)}
                  onReady={(controller) => {
                    flames.current[i] = controller;
                    setMade([...flames.current]);
                  }}
                />
              </>
            )}
          </section>
        ))}
      </div>
      <PictureFoot
        look={look}
        onLook={setLook}
        colorings={colorings}
        noTime={noTime}
        hasMinimap
        drawn={{ text: props.text, theme, parts }}
      />
    </>
  );
}

interface HeadingProps {
  readonly side: Side;
  /** What it comes to, in `unit`. */
  readonly net: number;
  readonly word: string;
  readonly unit: string;
}

function Heading({ side, net, word, unit }: HeadingProps) {
  const words = useWords().flame;
  const each = perRequest(side, net, unit);
  const figures = [
    formatValue(net, unit),
    ...(side.requests > 0 ? [words.requests(count(side.requests))] : []),
    ...(each === '' ? [] : [each]),
  ].join(' · ');
  return (
    <header className={styles.heading}>
      <span className={styles.headingWord} title={word}>
        {word}
      </span>
      <strong
        className={styles.headingTitle}
        title={side.origin === side.title ? side.title : `${side.title}\n${side.origin}`}
      >
        {side.title}
      </strong>
      <span className={styles.headingFigures} title={figures}>
        {figures}
      </span>
    </header>
  );
}
