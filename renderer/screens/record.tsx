import { sentence } from '../../engine/advice/sentence';
import type { Setup } from '../state/model';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Panel, Toolbar } from '../ui/surfaces';
import { useApp, usePorts } from './app-context';
import { formatCount } from './format';
import { Live } from './live';
import styles from './record.module.css';
import { RecordForm } from './record-form';

/** Where a recording is set up, and watched while it runs. */
export function Record() {
  const { store } = usePorts();
  const setup = useApp((s) => s.setup);
  const recording = useApp((s) => s.recording);
  const failure = useApp((s) => s.recordFailure);
  if (setup === null) return null;
  return (
    <main className={styles.screen}>
      <Toolbar aria-label="Target" className={styles.bar}>
        <span className={styles.barName}>{setup.demo ? 'Demo service' : 'Record'}</span>
        <span className={`${styles.barUrl} selectable`}>
          {setup.targets.map(({ name, target }) => (
            <span key={name}>{setup.demo ? `${name}: ${target.serviceUrl}` : target.serviceUrl}</span>
          ))}
        </span>
        <Button
          kind="quiet"
          size="small"
          disabled={recording !== null}
          onClick={() => store.setState({ screen: { kind: 'connect' } })}
        >
          Another service
        </Button>
      </Toolbar>
      <RecordForm setup={setup} busy={recording !== null} />
      <div className={styles.main}>
        {failure !== null && (
          <Banner onDismiss={() => store.setState({ recordFailure: null })}>{sentence(failure)}</Banner>
        )}
        {recording !== null ? (
          <Live recording={recording} />
        ) : setup.demo ? (
          <DemoSteps />
        ) : (
          <Offers setup={setup} />
        )}
      </div>
    </main>
  );
}

/** What the demo is about to do, said before it is done. */
function DemoSteps() {
  const steps = [
    'A search service runs on this machine in two variants that give the same answers: one does it slowly, one fast.',
    'Record both drives load at the slow one and captures its profiles meanwhile, then at the fast one, in several rounds.',
    'Both open side by side, and their difference as one flame graph: what got cheaper, by how much, and what is noise.',
  ];
  return (
    <Panel title="What happens">
      <ol className={styles.steps}>
        {steps.map((step, i) => (
          <li key={step}>
            <span className={styles.stepNumber}>{i + 1}</span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Profiles that come into being by being asked for: what their page counts says nothing. */
const measured = new Set(['profile', 'trace']);

/** What the service has to give. */
function Offers({ setup }: { readonly setup: Setup }) {
  const { offers } = setup.targets[0]!.target;
  return (
    <Panel title="What it offers">
      {offers.length === 0 ? (
        <p className={styles.prose}>It answers for profiles but lists none; CPU and heap may still work.</p>
      ) : (
        <table className={styles.offers}>
          <colgroup>
            <col style={{ width: 260 }} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th>Profile</th>
              <th>Entries now</th>
            </tr>
          </thead>
          <tbody>
            {offers.map(({ name, count }) => (
              <tr key={name}>
                <td>{name === 'profile' ? 'profile (CPU)' : name}</td>
                <td>{count < 0 || measured.has(name) ? '' : formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
