import { useEffect } from 'react';
import styles from './app.module.css';
import { AppContext, useApp } from './screens/app-context';
import { Connect } from './screens/connect';
import { DropZone } from './screens/drop-zone';
import { Notices } from './screens/notices';
import { Record } from './screens/record';
import { SessionScreen } from './screens/session';
import { Start } from './screens/start';
import { Strip } from './screens/strip';
import { carryOut } from './state/commands';
import { commandOf } from './state/keyboard';
import type { Ports } from './state/store';
import { activeTab } from './state/tabs';
import { wire } from './state/wire';
import { sendCommand } from './workspace/commands';

/** The whole window over its ports. */
export function App({ ports }: { readonly ports: Ports }) {
  useEffect(() => wire(ports, sendCommand), [ports]);
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
      <div className={styles.window}>
        <Strip />
        <Notices />
        <CurrentScreen />
      </div>
      <DropZone />
    </AppContext>
  );
}

function CurrentScreen() {
  const screen = useApp((s) => s.screen);
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
