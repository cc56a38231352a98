import type { ReactNode } from 'react';
import { useId } from 'react';
import { chooseFiles } from '../state/actions/profiles';
import { tryDemo } from '../state/actions/target';
import { Button } from '../ui/button';
import { FolderIcon, Mark, PlayIcon, PlugIcon } from '../ui/icons';
import { useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import page from './page.module.css';
import { RecentFiles } from './recent-files';
import { RecentRuns } from './recent-runs';
import { SavedProfiles } from './saved-profiles';
import styles from './start.module.css';

/** The first page: three ways in, and what was recorded before. */
export function Start() {
  const ports = usePorts();
  const words = useWords().screens.start;
  const demoStarting = useApp((s) => s.demoStarting);
  return (
    <main className={page.page}>
      <div className={page.column}>
        <div className={styles.head}>
          <Mark size={40} />
          <div>
            <h1 className={page.title}>Flamebench</h1>
            <p className={styles.wayLine}>{words.lead}</p>
          </div>
        </div>
        <div className={styles.ways}>
          <Way
            line={demoStarting ? words.demoStarting : words.demoLine}
            label={words.demo}
            icon={<PlayIcon />}
            primary
            disabled={demoStarting}
            run={() => void tryDemo(ports)}
          />
          <Way
            line={words.connectLine}
            label={words.connect}
            icon={<PlugIcon />}
            run={() => ports.store.setState({ screen: { kind: 'connect' } })}
          />
          <Way
            line={words.openLine}
            label={words.open}
            icon={<FolderIcon />}
            run={() => void chooseFiles(ports)}
          />
        </div>
        <RecentRuns now={new Date()} />
        <RecentFiles />
        <SavedProfiles now={new Date()} />
      </div>
    </main>
  );
}

interface WayProps {
  readonly label: string;
  readonly line: string;
  readonly icon: ReactNode;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

function Way({ label, line, icon, primary = false, disabled = false, run }: WayProps) {
  const id = useId();
  return (
    <div className={styles.way}>
      <Button
        kind={primary ? 'primary' : 'plain'}
        icon={icon}
        className={styles.wayButton}
        aria-describedby={id}
        disabled={disabled}
        onClick={run}
      >
        {label}
      </Button>
      <p id={id} className={styles.wayLine}>
        {line}
      </p>
    </div>
  );
}
