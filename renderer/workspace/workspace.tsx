import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import type { Subject } from '../state/subjects';
import { rememberWorkspace } from '../state/workspaces';
import { Banner } from '../ui/banner';
import type { FrameMenuAt } from '../views/contract';
import { findView } from '../views/registry';
import { useWords } from '../words/words';
import { sidesOf } from './comparable';
import { type Shown, WorkspaceContext, type WorkspaceParts } from './context';
import { Dock } from './dock';
import { DockControls, focusPane } from './dock-controls';
import { FilterBar } from './filters/filter-bar';
import { withoutFilters } from './filters/filters';
import { type AskedMenu, FrameMenu } from './frame-menu';
import { front } from './front';
import { modelOf } from './models';
import { SearchBox } from './search-box';
import { Summary } from './summary';
import { WorkspaceToolbar } from './toolbar';
import { isEmptyQuery, type Tree } from './trees';
import { useLayouter } from './use-layouter';
import { useTreeAhead } from './use-tree-ahead';
import styles from './workspace.module.css';

interface WorkspaceProps {
  readonly session: Session;
  readonly subjects: readonly Subject[];
  readonly engine: EngineClient;
  /** Asked to write what the active pane shows into a file. */
  readonly onExport: () => void;
  readonly onClose: () => void;
  /** Put up for practice (rehearsal.tsx): nothing outside learns of it. */
  readonly isRehearsal?: boolean;
}

/** Everything about one session: its panes, and what is asked of all of them. */
export function Workspace({
  session,
  subjects,
  engine,
  onExport,
  onClose,
  isRehearsal = false,
}: WorkspaceProps) {
  const [model] = useState(() => modelOf(session));
  const [dock] = useState(() => new DockControls(model, session));
  // Before the dock takes its panes down: that is nobody closing them.
  useLayoutEffect(() => () => dock.detach(), [dock]);
  useEffect(
    () => (isRehearsal ? undefined : model.store.subscribe((state) => rememberWorkspace(session, state))),
    [model, session, isRehearsal],
  );

  const [shownBy, setShownBy] = useState<ReadonlyMap<string, Shown>>(new Map());
  const onShown = useCallback((id: string, shown: Shown | null) => {
    setShownBy((now) => {
      const next = new Map(now);
      if (shown === null) next.delete(id);
      else next.set(id, shown);
      return next;
    });
  }, []);
  const active = useStore(model.store, (state) => state.active);
  const isRefused = useStore(dock.crowded, (state) => state.isRefused);
  const words = useWords().workspace;
  const isPicture = useStore(
    model.store,
    (state) => findView(state.panes[active]?.viewId ?? '')?.isPicture === true,
  );
  const shown = shownBy.get(active) ?? null;
  useTreeAhead(engine, session, shown !== null);
  useLayouter(shown !== null);
  const [hasDock, setHasDock] = useState(false);
  // In a task of its own; a frame more would be felt where a profile is small.
  useEffect(() => {
    const timer = setTimeout(() => setHasDock(true));
    return () => clearTimeout(timer);
  }, []);
  const ready = shown !== null && [...shownBy.values()].every((each) => each.settled);
  const links = model.hub.get(active)?.links ?? null;

  const search = useRef<HTMLInputElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const [filtering, setFiltering] = useState(false);
  const filtered = useStore(
    model.store,
    (state) => !isEmptyQuery((state.panes[active]?.own ?? state.choices).query),
  );
  const latest = useRef({ shown, active });
  latest.current = { shown, active };
  useEffect(() => {
    if (isRehearsal) return;
    front.setState({
      workspace: {
        session,
        model,
        dock,
        shown: () => latest.current.shown,
        activePane: () => latest.current.active,
        focusSearch: () => {
          search.current?.focus();
          search.current?.select();
        },
        clearFilters: () => {
          const { active: pane } = latest.current;
          model.choose(pane, { query: withoutFilters(model.choicesOf(pane).query) });
        },
        addFilter: () => {
          setFiltering(true);
          requestAnimationFrame(() => filter.current?.focus());
        },
      },
    });
    return () => front.setState({ workspace: null });
  }, [session, model, dock, isRehearsal]);

  const [menu, setMenu] = useState<AskedMenu | null>(null);
  const onFrameMenu = useCallback(
    (paneId: string, tree: Tree, at: FrameMenuAt) => setMenu({ paneId, tree, at }),
    [],
  );
  const parts = useMemo(
    (): WorkspaceParts => ({ session, engine, subjects, model, dock, onFrameMenu, onShown, onClose }),
    [session, engine, subjects, model, dock, onFrameMenu, onShown, onClose],
  );
  const sides =
    shown === null
      ? []
      : sidesOf(
          shown.session,
          shown.tree.data,
          shown.tree.request.sampleType,
          shown.tree.request.normalisation.kind,
        );

  return (
    <WorkspaceContext value={parts}>
      <div
        className={styles.workspace}
        data-testid="workspace"
        data-session={session.kind}
        data-ready={ready}
      >
        <WorkspaceToolbar
          shown={shown}
          paneId={active}
          onExport={onExport}
          filtering={filtering || filtered}
          onFilter={() => (filtering ? setFiltering(false) : front.getState().workspace?.addFilter())}
        >
          <SearchBox
            input={search}
            paneId={active}
            onLeave={() => focusPane(active)}
            links={links}
            data={shown?.tree.data ?? null}
            sides={sides}
          />
        </WorkspaceToolbar>
        {(filtering || filtered) && (
          <FilterBar paneId={active} shown={shown} input={filter} onClose={() => setFiltering(false)} />
        )}
        {isRefused && (
          <Banner tone="note" onDismiss={() => dock.crowded.setState({ isRefused: false })}>
            {words.noRoom}
          </Banner>
        )}
        <div className={styles.main}>{hasDock && <Dock />}</div>
        {menu !== null && <FrameMenu asked={menu} onClose={() => setMenu(null)} />}
        {shown === null ? (
          // Its room is kept: panes that gave it up later would be laid out and painted twice.
          <footer className={styles.summary} aria-hidden />
        ) : (
          <Summary shown={shown} sides={sides} isPicture={isPicture} />
        )}
      </div>
    </WorkspaceContext>
  );
}
