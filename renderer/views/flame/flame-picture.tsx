import { type ReactNode, useMemo, useState } from 'react';
import { type Coloring, type FlameNoise, noiseTest } from '../../../engine/flame/look';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { useNodesChanged } from '../judged-rows';
import { Breadcrumb } from './breadcrumb';
import type { FlameController } from './controller';
import styles from './flame.module.css';
import { FlameCanvas } from './flame-canvas';
import type { FlameLook } from './look';
import { MinimapStrip } from './minimap-strip';
import { PictureFoot } from './picture-foot';
import { createScene } from './scene';
import { ShapeWait } from './shape-wait';
import { useLook } from './use-look';
import { useOffer } from './use-offer';
import { type Shaped, useShaped } from './use-shaped';
import { useFlameTheme } from './use-theme';

interface FlamePictureProps extends ViewProps {
  readonly layoutIndex: number;
  /** What it can be coloured by, the usual one first. */
  readonly colorings: readonly Coloring[];
  readonly label: string;
  /** Of a comparison; rows are those of the view's own tree. */
  readonly noise?: FlameNoise | null;
  /** More controls. */
  readonly children?: ReactNode;
}

/** One flame graph with all that belongs to it: path, minimap, legend, and how it is drawn. */
export function FlamePicture(props: FlamePictureProps) {
  const [look, setLook] = useLook(props, props.colorings);
  const noTime = useNoTime(props);
  const order = look.order === 'time' && noTime !== null ? 'heavy' : look.order;
  const state = useShaped(props, { order, foldRecursion: look.foldRecursion, pivot: null });
  const { shaped } = state;
  return (
    <div className={styles.view} data-colours={look.scale}>
      {shaped !== null && <Drawn {...props} shaped={shaped} look={look} setLook={setLook} noTime={noTime} />}
      <ShapeWait state={state} onCancel={() => setLook({ ...look, order: 'heavy', foldRecursion: false })} />
    </div>
  );
}

interface DrawnProps extends Omit<FlamePictureProps, 'look'> {
  readonly shaped: Shaped;
  readonly look: FlameLook;
  readonly setLook: (look: FlameLook) => void;
  readonly noTime: string | null;
}

function Drawn(props: DrawnProps) {
  const { shaped, text, data, look, setLook, layoutIndex, leastChange } = props;
  const { tree, links } = shaped;
  const judged = look.greyNoise ? (props.noise ?? null) : null;
  // In another shape there are other nodes, which are judged once somebody looks at them.
  const others = useNodesChanged(props, judged === null || tree === data ? null : shaped.shape);
  const noise = useMemo(() => {
    if (judged === null || tree === data) return judged;
    const fits = others.state === 'ready' && others.value.total.length === tree.parent.length;
    return { ...judged, nodes: fits ? others.value : null };
  }, [judged, tree, data, others]);
  const theme = useFlameTheme(look.scale);
  const [controller, setController] = useState<FlameController | null>(null);
  const scene = useMemo(
    () =>
      createScene(tree, text, {
        layoutIndex,
        coloring: look.coloring,
        upright: look.upright,
        quietShare: leastChange,
        ...(noise === null ? {} : { isNoise: noiseTest(noise, tree.frame) }),
      }),
    [tree, text, layoutIndex, look.coloring, look.upright, leastChange, noise],
  );
  const parts = useMemo(() => [{ tree, scene, controller }], [tree, scene, controller]);
  useOffer(controller, { shaped, look, arrangement: 'one', leastChange, noise });
  return (
    <>
      <Breadcrumb tree={tree} text={text} links={links} />
      {look.minimap && controller !== null && !look.upright && (
        <MinimapStrip controller={controller} scene={scene} theme={theme} />
      )}
      <FlameCanvas
        {...props}
        tree={tree}
        links={links}
        scene={scene}
        theme={theme}
        hasSharedNodes={tree === data}
        onReady={setController}
      />
      {look.minimap && controller !== null && look.upright && (
        <MinimapStrip controller={controller} scene={scene} theme={theme} />
      )}
      <PictureFoot
        look={look}
        onLook={setLook}
        colorings={props.colorings}
        noTime={props.noTime}
        hasMinimap
        hasNoise={props.noise != null}
        drawn={{ text, theme, parts }}
        quietShare={leastChange}
        judged={noise != null}
      >
        {props.children}
      </PictureFoot>
    </>
  );
}

/** Why the order of time cannot be had; null where it can. */
export function useNoTime({ data, sides }: ViewProps): string | null {
  const words = useWords().flame;
  if (data.hasTimeOrder) return null;
  return sides.length > 1 ? words.noTimeOfTwo : words.noTime;
}
