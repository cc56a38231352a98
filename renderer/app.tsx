import { useEffect, useMemo, useRef } from 'react';
import styles from './app.module.css';
import { AppContext, useApp } from './screens/app-context';
import { Connect } from './screens/connect';
import { DropZone } from './screens/drop-zone';
import { Notices } from './screens/notices';
import { Record } from './screens/record';
import { SessionScreen } from './screens/session';
import { Start } from './screens/start';
import { Strip } from './screens/strip';
import { codeOf } from './state/actions/code-access';
import { layoutsOf, warmOnceOpen } from './state/actions/layout-access';
import { runsOf } from './state/actions/run-access';
import { carryOut } from './state/commands';
import { commandOf } from './state/keyboard';
import type { Screen } from './state/model';
import type { Ports } from './state/store';
import { activeTab } from './state/tabs';
import { wire } from './state/wire';
import { CodeContext } from './views/code-access';
import { LayoutsContext } from './views/layouts';
import { RunsContext } from './views/runs';
import { sendCommand } from './workspace/commands';

/** The whole window over its ports. */
export function App({ ports }: { readonly ports: Ports }) {
  const runs = useMemo(() => runsOf(ports), [ports]);
  const layouts = useMemo(() => layoutsOf(ports.host), [ports]);
  const code = useMemo(() => codeOf(ports), [ports]);
  useEffect(() => wire(ports, sendCommand), [ports]);
  useEffect(() => warmOnceOpen(ports, layouts), [ports, layouts]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A view that took the key for itself has said so.
      if (event.defaultPrevented) return;
      const command = commandOf(event);
      if (command !== null && carryOut(ports, command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    document.body.dataset.ready = 'true';
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [ports]);

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
          </CodeContext>
        </LayoutsContext>
      </RunsContext>
    </AppContext>
  );
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
  if (tab !== null) return <SessionScreen tab={tab} />;
  switch (screen.kind) {
    case 'connect':
      return <Connect />;
    case 'record':
      return <Record />;
    default:
      return <Start />;
  }
}
