import type { Run } from '../../proto/run';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Toolbar } from '../ui/surfaces';
import { RunLoad } from '../views/load/load';
import { sentence, useWords } from '../words/words';
import { usePorts } from './app-context';
import { formatWhen } from './format';
import styles from './run.module.css';

/** A run that has no profile to open: what its load measured until it broke, and why it did. */
export function RunScreen({ run }: { readonly run: Run }) {
  const { store } = usePorts();
  const words = useWords();
  return (
    <main className={styles.screen} data-testid="run-screen">
      <Toolbar aria-label={words.screens.run.title}>
        <h1 className={styles.name}>{run.label || run.id}</h1>
        <span className={styles.when}>{formatWhen(run.createdAt, new Date())}</span>
        <Button kind="quiet" size="small" onClick={() => store.setState({ screen: { kind: 'start' } })}>
          {words.screens.run.back}
        </Button>
      </Toolbar>
      <div className={styles.body}>
        <div className={styles.banner}>
          <Banner tone="warning" {...(run.failure === null ? {} : { detail: sentence(run.failure) })}>
            {words.screens.run.noProfiles}
          </Banner>
        </div>
        <RunLoad run={run} />
      </div>
    </main>
  );
}
