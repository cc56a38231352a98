import { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { GraphChoice } from '../../../engine/callgraph/call-graph';
import { graphSvg, literalNames } from '../../../engine/render/graph-svg';
import { formatPercent } from '../../../engine/units/format';
import { type Failure, toFailure } from '../../../proto/errors';
import { Banner } from '../../ui/banner';
import { EmptyState } from '../../ui/surfaces';
import { sentence, useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { LayoutsContext } from '../layouts';
import { selectFrame } from '../links';
import { RunsContext } from '../runs';
import { useDark } from '../use-dark';
import { Busy, Stopped } from './busy';
import { Controls } from './controls';
import { type Drawing, nodesByFrame } from './drawing';
import { Footer } from './footer';
import styles from './graph.module.css';
import { readLook } from './look';
import { Minimap } from './minimap';
import { Neighbours } from './neighbours';
import { useGraphNoise } from './noise';
import type { Lit } from './paint';
import { GraphPane, windowClock } from './pane';
import { Picture } from './picture';
import { anchorOf, boundsOf, startOf } from './place';
import { sceneOf } from './scene';
import { graphTheme } from './theme';
import { useDrawing } from './use-drawing';
import { callsOf, heaviestPath, type Path } from './walk';

/** Who calls whom, and how much of the cost flows through each call; a comparison is coloured by change. */
export function Graph(props: ViewProps) {
  const { text, links, sides } = props;
  const words = useWords().graph;
  const compares = sides.length > 1;
  const look = useMemo(() => readLook(props.look), [props.look]);
  const nodeFraction = compares ? props.leastChange : look.nodeFraction;
  const { nodeCount, edgeFraction } = look;
  const choice = useMemo(
    (): GraphChoice => ({ nodeCount, nodeFraction, edgeFraction }),
    [nodeCount, nodeFraction, edgeFraction],
  );
  const [isPathShown, setPathShown] = useState(false);
  const [pane] = useState(() => new GraphPane(windowClock));
  const { drawing, measure, busy, failure, cancel, retry } = useDrawing(props, choice);
  const { noise, judgement } = useGraphNoise(props, drawing, look.greyNoise);
  const save = useSave(props, drawing);
  const selectedFrame = useStore(links, (now) => now.selectedFrame);
  const hits = useStore(links, (now) => now.search.hits);
  const resets = useStore(links, (now) => now.resets);

  const nodeOfFrame = useMemo(
    () => (drawing === null ? new Int32Array(0) : nodesByFrame(drawing.graph, text.names.length)),
    [drawing, text],
  );
  const selected = selectedFrame > 0 ? (nodeOfFrame[selectedFrame] ?? -1) : -1;
  const path = useMemo(
    () => (drawing === null || !isPathShown ? null : heaviestPath(drawing.graph, selected)),
    [drawing, selected, isPathShown],
  );
  const lit = useMemo(
    () => (drawing === null ? null : litBy(drawing, selected, path)),
    [drawing, selected, path],
  );

  const isDark = useDark();
  const theme = useMemo(() => graphTheme(isDark, look.scale, compares), [isDark, look.scale, compares]);
  const scene = useMemo(
    () => (drawing === null ? null : sceneOf(drawing, text.names, theme, noise)),
    [drawing, text, theme, noise],
  );

  const picked = useRef(-1);
  const hadKeys = useRef(false);
  usePlaced(pane, drawing, nodeOfFrame, selected, picked);
  const seenResets = useRef(resets);
  useEffect(() => {
    if (seenResets.current !== resets) pane.fit();
    seenResets.current = resets;
  }, [pane, resets]);

  const showAll = () => (compares ? props.onLeastChange(0) : props.onLook({ ...look, nodeFraction: 0 }));
  const go = (node: number) => {
    selectFrame(links, drawing!.graph.frame[node]!);
    pane.reveal(drawing!.layout.nodes[node]!, drawing!.boxes[node]!);
  };
  const pick = (node: number) => {
    picked.current = node;
    selectFrame(links, node < 0 ? -1 : drawing!.graph.frame[node]!);
  };
  const togglePath = () => {
    setPathShown(!isPathShown);
    if (isPathShown || drawing === null) return;
    const { nodes } = heaviestPath(drawing.graph, selected);
    if (nodes.length > 0) pane.frameAll(boundsOf(drawing, nodes));
  };
  const onKey = (key: string): boolean => {
    if (key === 'p' || key === 'P') togglePath();
    else if (key === '0') pane.fit();
    else if (key === '+' || key === '=') pane.glideZoom(1.5);
    else if (key === '-') pane.glideZoom(1 / 1.5);
    else if (key === 'Escape') {
      if (isPathShown) setPathShown(false);
      else if (selectedFrame > 0) selectFrame(links, -1);
      else pane.fit();
    } else if (key === 'Enter' && selected >= 0) go(selected);
    else return false;
    return true;
  };

  const isEmpty = drawing !== null && drawing.boxes.length === 0;
  const part = formatPercent(drawing?.choice.nodeFraction ?? 0, 1);
  const label = compares
    ? words.labelOfChange(sides[0]!.title, sides[1]!.title)
    : words.label(sides[0]!.title);
  return (
    <div className={styles.view} data-colours={look.scale} data-testid="graph-view">
      <Controls
        compares={compares}
        look={look}
        onLook={props.onLook}
        isPathShown={isPathShown}
        onPath={togglePath}
        onFit={() => pane.fit()}
        onZoom={(by) => pane.glideZoom(by)}
        onSave={save.run}
        isReady={drawing !== null && !isEmpty}
      />
      {failure !== null && failure.code !== 'cancelled' && (
        <Banner action={{ label: words.layAgain, run: retry }}>{sentence(failure)}</Banner>
      )}
      {save.failure !== null && <Banner>{sentence(save.failure)}</Banner>}
      <div className={styles.middle}>
        <div className={styles.stage} aria-busy={busy}>
          {drawing !== null && scene !== null && !isEmpty && (
            <>
              <Picture
                {...props}
                label={label}
                drawing={drawing}
                scene={scene}
                measure={measure}
                nodeOfFrame={nodeOfFrame}
                pane={pane}
                selected={selected}
                lit={lit}
                matches={hits?.frameMatches ?? null}
                onPick={pick}
                onKey={onKey}
                hadKeys={hadKeys}
              />
              <Minimap drawing={drawing} scene={scene} pane={pane} />
            </>
          )}
          {isEmpty && !busy && (
            <EmptyState
              {...(drawing.choice.nodeFraction > 0 && {
                action: { label: words.showAll, run: showAll },
              })}
            >
              {compares ? words.noneChanged(part) : words.noneHeavy(part)}
            </EmptyState>
          )}
          {busy && <Busy onCancel={cancel} />}
          {!busy && failure?.code === 'cancelled' && drawing !== null && <Stopped onRetry={retry} />}
          {!busy && failure?.code === 'cancelled' && drawing === null && (
            <EmptyState action={{ label: words.layAgain, run: retry }}>{words.stopped}</EmptyState>
          )}
        </div>
        {drawing !== null && selected >= 0 && (
          <Neighbours
            {...props}
            drawing={drawing}
            node={selected}
            noise={noise}
            onGo={go}
            onClose={() => selectFrame(links, -1)}
          />
        )}
      </div>
      {drawing !== null && (
        <Footer
          {...props}
          drawing={drawing}
          theme={theme}
          nodeOfFrame={nodeOfFrame}
          path={path}
          look={look}
          onLook={props.onLook}
          hasNoise={noise !== null || !look.greyNoise}
          judgement={judgement}
        />
      )}
    </div>
  );
}

/** The heaviest path, or else a selected node with whom it calls and who calls it. */
function litBy({ graph }: Drawing, selected: number, path: Path | null): Lit | null {
  if (path !== null) return { nodes: new Set(path.nodes), calls: new Set(path.calls) };
  if (selected < 0) return null;
  const callers = callsOf(graph, selected, 'callers');
  const callees = callsOf(graph, selected, 'callees');
  return {
    nodes: new Set([
      selected,
      ...callers.map((call) => graph.source[call]!),
      ...callees.map((call) => graph.target[call]!),
    ]),
    calls: new Set([...callers, ...callees]),
  };
}

/**
 * Puts each new graph under what was seen of the one before, and goes to what is selected elsewhere.
 * @param selected the node of `selectedFrame`; -1 where it is not shown
 * @param picked the node that was clicked last
 */
function usePlaced(
  pane: GraphPane,
  drawing: Drawing | null,
  nodeOfFrame: Int32Array,
  selected: number,
  picked: { readonly current: number },
): void {
  const before = useRef<Drawing | null>(null);
  const revealed = useRef(-1);
  const place = useCallback(() => {
    if (drawing === null) return;
    const { graph, layout, boxes } = drawing;
    const old = before.current;
    before.current = drawing;
    const isOther = old?.treeId !== drawing.treeId;
    if (old !== drawing) {
      const anchor = old === null || isOther ? null : anchorOf(old, drawing, nodeOfFrame, selected, pane);
      pane.show(layout, startOf(graph, layout, boxes), anchor);
    }
    if (selected < 0) return;
    const frame = graph.frame[selected]!;
    // One who has seen it and now changes what is shown beside it is not to be taken back to it.
    if (frame === revealed.current && !isOther) return;
    revealed.current = frame;
    // What the pointer is on is seen; it only must not slip behind the list that opens beside.
    const readable = picked.current === selected ? 0 : undefined;
    pane.reveal(layout.nodes[selected]!, boxes[selected]!, readable);
  }, [pane, drawing, nodeOfFrame, selected, picked]);
  // Before it is seen: a graph that stood elsewhere for a moment would be clicked there. The first has no room until
  // the page is laid out. Twice is as once.
  useLayoutEffect(() => {
    if (pane.size.width > 0) place();
  }, [pane, place]);
  useEffect(place, [place]);
}

/** Saves the shown graph as the picture that pprof would draw of it. */
function useSave({ engine, sides, sampleType }: ViewProps, drawing: Drawing | null) {
  const layouts = useContext(LayoutsContext);
  const runs = useContext(RunsContext);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async () => {
    if (drawing === null || layouts === null || runs === null) return;
    setFailure(null);
    try {
      const title = sides.map((side) => side.title).join(' → ');
      const { treeId, choice } = drawing;
      const dot = await engine.call('graphDot', { treeId, choice, title, sampleType });
      const svg = graphSvg(await layouts.layout(literalNames(dot), 'svg'));
      await runs.saveFile(`${title.replace(/[^\w.-]+/g, '-')}.callgraph.svg`, new TextEncoder().encode(svg));
    } catch (thrown) {
      const failed = toFailure(thrown, 'graph');
      if (failed.code !== 'cancelled') setFailure(failed);
    }
  };
  return { failure, run: () => void run() };
}
