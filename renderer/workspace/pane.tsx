import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { usualLeastChange } from '../../engine/flame/look';
import { emptyQuery } from '../../engine/query/query';
import type { Session } from '../state/session';
import { afterPicture } from '../ui/after-picture';
import { Banner } from '../ui/banner';
import { EmptyState } from '../ui/surfaces';
import type { View, ViewProps } from '../views/contract';
import { frameNamed } from '../views/frame-text';
import { createLinks, selectFrame } from '../views/links';
import { findView, viewsFor } from '../views/registry';
import { useColourScale } from '../views/scale';
import { sentence, useWords } from '../words/words';
import { emptyWords, profilesOf, sidesOf } from './comparable';
import { useWorkspace } from './context';
import { effective } from './effective';
import { frameIn } from './translate';
import { treeRequest } from './tree-request';
import { isEmptyQuery } from './trees';
import { useSearch } from './use-search';
import { isCurrent, useTree } from './use-tree';
import { Waiting } from './waiting';
import styles from './workspace.module.css';

/** What a pane shows: the view it names, of the subject it names, or of the tab's session. */
export function usePaneSubject(id: string): PaneSubject {
  const { model, session, subjects } = useWorkspace();
  const pane = useStore(model.store, (state) => state.panes[id]);
  const { subject = '', subjectTitle = '' } = pane ?? {};
  const found = subjects.find((s) => s.key === subject)?.session;
  const chosen = found ?? session;
  const gone = subject !== '' && found === undefined ? subjectTitle || nameIn(subject) : null;
  return { session: chosen, view: viewOf(pane?.viewId ?? '', chosen), gone };
}

interface PaneSubject {
  readonly session: Session;
  readonly view: View | undefined;
  /** What the pane is to show, where that is not open; null = it is. */
  readonly gone: string | null;
}

/** The part of a subject's key that may say something to a person. */
function nameIn(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** A view that cannot show a subject gives way to the one that is its like for it. */
function viewOf(viewId: string, session: Session): View | undefined {
  const offered = viewsFor(session);
  const wanted = findView(viewId);
  return (
    offered.find((view) => view.id === viewId) ??
    offered.find((view) => view.defaultPlace === wanted?.defaultPlace) ??
    offered[0]
  );
}

interface PaneProps {
  readonly id: string;
  readonly visible: boolean;
}

/** One pane of the dock. */
export function Pane({ id, visible }: PaneProps) {
  const { session, view, gone } = usePaneSubject(id);
  const { model, dock } = useWorkspace();
  const words = useWords().workspace;
  // What was never in sight costs nothing; of several that come into sight at once, the one in front is first.
  const [seen, setSeen] = useState(false);
  if (visible && !seen && dock.active === id) setSeen(true);
  useEffect(() => (visible && !seen ? afterPicture(() => setSeen(true)) : undefined), [visible, seen]);
  // Views that have a choice of their own begin with the window's; they begin again when that changes.
  const scale = useColourScale();
  const key = `${view?.id}:${scale}:${profilesOf(session)
    .map((p) => p.info.profileId)
    .join(':')}`;
  return (
    <div className={styles.pane} data-pane={id} data-view={view?.id}>
      {gone !== null && (
        <EmptyState action={{ label: words.showOwn, run: () => model.setPane(id, { subject: '' }) }}>
          {words.notOpen(gone)}
        </EmptyState>
      )}
      {gone === null && seen && view !== undefined && (
        <FilledPane key={key} id={id} visible={visible} session={session} view={view} />
      )}
    </div>
  );
}

interface FilledPaneProps extends PaneProps {
  readonly session: Session;
  readonly view: View;
}

function FilledPane({ id, visible, session, view }: FilledPaneProps) {
  const { model, dock, engine, onFrameMenu, onShown, onClose } = useWorkspace();
  const words = useWords().workspace;
  const pane = useStore(model.store, (state) => state.panes[id]);
  const shared = useStore(model.store, (state) => state.choices);
  const choices = pane?.own ?? shared;
  const linked = pane?.own === null;
  const looks = useMemo(() => effective(session, choices), [session, choices]);
  const [links] = useState(createLinks);

  const request = useMemo(() => treeRequest(session, choices), [session, choices]);
  const isFirst = useCallback(() => model.store.getState().active === id, [model, id]);
  const { tree, loading, done, failure, cancel, retry } = useTree(engine, request, isFirst);
  const settled = !loading && isCurrent(tree, request);
  const sides = useMemo(
    () =>
      tree === null
        ? []
        : sidesOf(session, tree.data, tree.request.sampleType, tree.request.normalisation.kind),
    [session, tree],
  );
  useSearch(engine, links, tree?.data.treeId ?? null, choices.pattern);

  const taken = useRef<typeof tree>(null);
  useLayoutEffect(() => {
    model.take(id, { links, tree, linked, visible }, taken.current !== tree);
    taken.current = tree;
  }, [model, id, links, tree, linked, visible]);
  // In this phase, so that the one that follows in this pane is not what is removed.
  useLayoutEffect(() => () => model.hub.remove(id), [model, id]);
  useEffect(() => {
    onShown(id, tree === null || !visible ? null : { session, tree, settled });
  }, [onShown, id, session, tree, settled, visible]);
  useEffect(() => () => onShown(id, null), [onShown, id]);

  const look = pane?.looks?.[view.id];
  const leastChange = choices.leastChange ?? usualLeastChange;
  const props = useMemo((): ViewProps | null => {
    if (tree === null) return null;
    return {
      session,
      engine,
      data: tree.data,
      text: tree.text,
      sides,
      sampleType: tree.request.sampleType,
      normalisation: tree.request.normalisation.kind,
      query: tree.request.query,
      profileIds: tree.profileIds,
      links,
      leastChange,
      onLeastChange: (share) => model.choose(id, { leastChange: share }, 'move'),
      look,
      onLook: (next) => model.setPane(id, { looks: { ...model.pane(id)?.looks, [view.id]: next } }),
      onSearch: (pattern) => model.choose(id, { pattern }),
      onQuery: (change) => model.choose(id, { query: { ...model.choicesOf(id).query, ...change } }),
      onFrameMenu: (at) => onFrameMenu(id, tree, at),
      onOpenView: (viewId, frame) => {
        const name = frame === undefined ? '' : (tree.text.names[frame] ?? '');
        // A view may still show the tree before this one, whose frames are other rows.
        if (frame !== undefined) selectFrame(links, frameIn(tree, frame, taken.current ?? tree));
        const shown = dock.show(viewId, model.pane(id)?.subject ?? '');
        // A pane that is not linked does not hear of the selection; it is told the name.
        const other = model.hub.get(shown);
        if (frame === undefined) return;
        if (other?.tree) selectFrame(other.links, frameNamed(other.tree.text, name));
        else model.selectLater(shown, name);
      },
    };
  }, [session, engine, tree, sides, links, leastChange, look, model, dock, id, view, onFrameMenu]);

  // Coming to the front changes nothing of what a view shows: it is not rendered again for that.
  const body = useMemo(() => (props === null ? null : <view.Component {...props} />), [props, view]);

  if (looks.sample === undefined && view.showsEmpty !== true) {
    const nothing = session.kind === 'single' ? words.noValues : words.nothingInCommon;
    return <EmptyState action={{ label: words.closeTab, run: onClose }}>{nothing}</EmptyState>;
  }
  const empty = tree !== null && tree.data.layouts[0]!.width[0] === 0 && view.showsEmpty !== true;
  const filtered = empty && !isEmptyQuery(tree.request.query);
  return (
    <>
      {failure !== null && failure.code !== 'cancelled' && (
        <Banner action={{ label: words.tryAgain, run: retry }}>{sentence(failure)}</Banner>
      )}
      <div className={styles.paneBody} aria-busy={loading}>
        {empty ? (
          filtered ? (
            <EmptyState
              action={{ label: words.clearFilters, run: () => model.choose(id, { query: emptyQuery }) }}
            >
              {words.filteredAway}
            </EmptyState>
          ) : (
            <EmptyState action={{ label: words.closeTab, run: onClose }}>
              {emptyWords(tree.request.sampleType)}
            </EmptyState>
          )
        ) : (
          body
        )}
        {loading && visible && <Waiting done={done} onCancel={cancel} />}
        {!loading && tree === null && (
          <EmptyState
            action={
              failure?.code === 'cancelled'
                ? { label: words.buildAgain, run: retry }
                : { label: words.closeTab, run: onClose }
            }
          >
            {words.notBuilt}
          </EmptyState>
        )}
      </div>
    </>
  );
}
