import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Signal } from '../proto/ipc';
import styles from './app.module.css';
import { runCommand } from './commands/table';
import { isField, useCommandKeys } from './commands/use-keys';
import { AppContext, useApp } from './screens/app-context';
import { Connect } from './screens/connect';
import { DropZone } from './screens/drop-zone';
import { Notices } from './screens/notices';
import { Record } from './screens/record';
import { Start } from './screens/start';
import { Strip } from './screens/strip';
import { codeOf } from './state/actions/code-access';
import { layoutsOf } from './state/actions/layout-access';
import { runsOf } from './state/actions/run-access';
import { applySettings } from './state/apply-settings';
import type { AppState, Screen } from './state/model';
import type { Ports } from './state/store';
import { activeTab, titleOf } from './state/tabs';
import { wire } from './state/wire';
import { comingLater } from './ui/coming-later';
import { CodeContext } from './views/code-access';
import { LayoutsContext } from './views/layouts';
import { RunsContext } from './views/runs';
import { useWords } from './words/words';
import { front } from './workspace/front';
import { treesOf } from './workspace/trees';

// Panes, views and dialogs are most of the code and none of the first page; they come right after it.
const session = comingLater(async () => (await import('./screens/session')).SessionScreen);
const run = comingLater(async () => (await import('./screens/run')).RunScreen);
const overlays = comingLater(async () => (await import('./commands/overlays')).Overlays);

/** The whole window over its ports. */
export function App({ ports }: { readonly ports: Ports }) {
  const runs = useMemo(() => runsOf(ports), [ports]);
  const layouts = useMemo(() => layoutsOf(ports.host), [ports]);
  const code = useMemo(() => codeOf(ports), [ports]);
  useEffect(() => {
    const stop = wire(ports, (command) => runMenuCommand(ports, command));
    window.addEventListener('pagehide', stop, { once: true });
    return () => {
      window.removeEventListener('pagehide', stop);
      stop();
    };
  }, [ports]);
  const settings = useStore(ports.store, (state) => state.settings);
  useLayoutEffect(() => applySettings(ports, settings), [ports, settings]);
  useCommandKeys(ports);
  useEffect(() => {
    document.body.dataset.ready = 'true';
    const prepared = prepare(ports);
    return () => void prepared.then((stop) => stop());
  }, [ports]);
  useTitle(ports);
  useEffect(
    () =>
      ports.store.subscribe((now, then) => {
        if (now.profiles === then.profiles) return;
        const open = new Set([...now.profiles.values()].map((p) => p.info.profileId));
        const closed = [...then.profiles.values()].map((p) => p.info.profileId).filter((id) => !open.has(id));
        if (closed.length > 0) treesOf(ports.engine).forget(closed);
      }),
    [ports],
  );

  return (
    <AppContext value={ports}>
      <RunsContext value={runs}>
        <LayoutsContext value={layouts}>
          <CodeContext value={code}>
            <div className={styles.window}>
              <Strip />
              <Notices />
              <CurrentScreen />
            </div>
            <DropZone />
            <overlays.Component />
          </CodeContext>
        </LayoutsContext>
      </RunsContext>
    </AppContext>
  );
}

/**
 * What the first page does without and the first profile needs, in the order in which it is needed. Returns how to
 * end it.
 */
async function prepare(ports: Ports): Promise<() => void> {
  await session.preload();
  const { treesAhead } = await import('./workspace/tree-ahead');
  const stopTrees = treesAhead(ports);
  await overlays.preload();
  const { rehearse } = await import('./workspace/rehearsal');
  const endRehearsal = rehearse(ports);
  return () => {
    stopTrees();
    endRehearsal();
  };
}

/** The window is called after what is in front of it. */
function useTitle({ store }: Ports): void {
  const words = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies(words): titles are said in the window's language
  useEffect(() => {
    const tell = (state: AppState) => {
      const tab = activeTab(state);
      document.title = tab === null ? 'Flamebench' : `${titleOf(tab.session)} – Flamebench`;
    };
    tell(store.getState());
    return store.subscribe(tell);
  }, [store, words]);
}

/** A command of the native menu. Undo in a field is the field's own. */
function runMenuCommand(ports: Ports, command: Signal<'menu.command'>): void {
  if ((command === 'undo' || command === 'redo') && isField(document.activeElement)) {
    document.execCommand(command);
    return;
  }
  runCommand(command, { ports, workspace: front.getState().workspace });
}

/**
 * The screen in front. When a screen goes, and the focus with it, the next one gets it: keys and screen
 * readers then go on from its beginning rather than from nowhere.
 */
function CurrentScreen() {
  const screen = useApp((s) => s.screen);
  const place = useRef<HTMLDivElement>(null);
  const key = screen.kind === 'tab' ? `tab-${screen.id}` : screen.kind;
  // biome-ignore lint/correctness/useExhaustiveDependencies(key): another screen is the reason to look
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [key]);
  return (
    <div ref={place} tabIndex={-1} className={styles.screen}>
      <ScreenOf screen={screen} />
    </div>
  );
}

function ScreenOf({ screen }: { readonly screen: Screen }) {
  const tab = useApp(activeTab);
  if (tab !== null) return <session.Component tab={tab} />;
  switch (screen.kind) {
    case 'connect':
      return <Connect />;
    case 'record':
      return <Record />;
    case 'run':
      return <run.Component run={screen.run} />;
    default:
      return <Start />;
  }
}
