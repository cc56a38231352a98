import { Component, type ReactNode, useMemo } from 'react';
import { toFailure } from '../../proto/errors';
import { close } from '../state/actions/profiles';
import { compareRuns } from '../state/actions/runs';
import type { Tab } from '../state/model';
import { subjectsOf } from '../state/subjects';
import { profilesOf } from '../state/tabs';
import { Banner } from '../ui/banner';
import { sentence, useWords, words } from '../words/words';
import { Workspace } from '../workspace/workspace';
import { useApp, usePorts } from './app-context';
import styles from './session.module.css';

/** One open session: the workspace, and above it what the window has to say about it. */
export function SessionScreen({ tab }: { readonly tab: Tab }) {
  const ports = usePorts();
  const said = useWords().screens.session;
  const { id, session, previous, notes } = tab;
  const tabs = useApp((s) => s.tabs);
  const profiles = useApp((s) => s.profiles);
  const subjects = useMemo(() => subjectsOf({ tabs, profiles }), [tabs, profiles]);
  const change = (part: Partial<Pick<Tab, 'previous' | 'notes'>>) =>
    ports.store.setState(({ tabs }) => ({ tabs: tabs.map((t) => (t.id === id ? { ...t, ...part } : t)) }));
  // A workspace belongs to its profiles: other ones, or the same ones turned round, get a fresh one.
  const key = `${id}:${profilesOf(session)
    .map((p) => p.info.profileId)
    .join(':')}`;
  return (
    <main className={styles.session}>
      {(previous !== null || notes.length > 0) && (
        <div className={styles.notes}>
          {notes.map((note) => (
            <Banner
              key={note()}
              tone="warning"
              onDismiss={() => change({ notes: notes.filter((n) => n !== note) })}
            >
              {note()}
            </Banner>
          ))}
          {previous !== null && (
            <Banner
              tone="note"
              action={{
                label: said.compareWithPrevious,
                run: () => {
                  change({ previous: null });
                  void compareRuns(ports, previous.beforeRun, previous.afterRun);
                },
              }}
              onDismiss={() => change({ previous: null })}
            >
              {said.recordedBefore}
            </Banner>
          )}
        </div>
      )}
      <Guard key={key} onClose={() => close(ports, id)}>
        <div className={styles.work}>
          <Workspace
            session={session}
            engine={ports.engine}
            subjects={subjects}
            onExport={() => ports.store.setState({ overlay: 'export' })}
            onClose={() => close(ports, id)}
          />
        </div>
      </Guard>
    </main>
  );
}

interface GuardProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Keeps a fault in drawing one session from taking the window down. */
class Guard extends Component<GuardProps, { readonly thrown: unknown }> {
  override state = { thrown: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  override render() {
    if (this.state.thrown === null) return this.props.children;
    return (
      <div className={styles.broken}>
        <Banner action={{ label: words().screens.session.closeTab, run: this.props.onClose }}>
          {sentence(toFailure(this.state.thrown, 'this view'))}
        </Banner>
      </div>
    );
  }
}
