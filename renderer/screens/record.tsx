import { formatCount } from '../charts/format';
import { record } from '../state/actions/record';
import { openRun } from '../state/actions/runs';
import type { Doubt, Setup } from '../state/model';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Panel, Toolbar } from '../ui/surfaces';
import { sentence, useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import { Live } from './live';
import styles from './record.module.css';
import { RecordForm } from './record-form';

/** Where a recording is set up, and watched while it runs. */
export function Record() {
  const ports = usePorts();
  const { store } = ports;
  const words = useWords().record;
  const setup = useApp((s) => s.setup);
  const recording = useApp((s) => s.recording);
  const failure = useApp((s) => s.recordFailure);
  const kept = useApp((s) => s.recordKept);
  const doubt = useApp((s) => s.recordDoubt);
  if (setup === null) return null;
  return (
    <main className={styles.screen}>
      <Toolbar aria-label={words.target} className={styles.bar}>
        <span className={styles.barName}>{setup.demo ? words.demo : words.screen}</span>
        <span
          className={`${styles.barUrl} selectable`}
          title={setup.targets.map(({ target }) => target.serviceUrl).join('\n')}
        >
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
          {words.another}
        </Button>
      </Toolbar>
      <RecordForm setup={setup} busy={recording !== null} />
      <div className={styles.main}>
        {failure !== null && (
          <Banner
            {...(kept === ''
              ? {}
              : { action: { label: words.showKept, run: () => void openRun(ports, kept) } })}
            onDismiss={() => store.setState({ recordFailure: null })}
          >
            {withVariant(String(failure.facts.variant ?? ''), sentence(failure))}
          </Banner>
        )}
        {doubt !== null && <DoubtBanner doubt={doubt} />}
        {recording !== null ? (
          <Live recording={recording} />
        ) : setup.demo ? (
          <Steps of="steps" />
        ) : (
          <>
            <Steps of="ownSteps" />
            <Offers setup={setup} />
          </>
        )}
      </div>
    </main>
  );
}

/** One request brought an error or a redirect: the person says whether that is what should be measured. */
function DoubtBanner({ doubt }: { readonly doubt: Doubt }) {
  const ports = usePorts();
  const { record: words, load } = useWords();
  const { variant, preflight } = doubt;
  const { status, statusText, location, url } = preflight;
  const answer = `${status} ${statusText}`.trim();
  return (
    <Banner
      tone="warning"
      action={{ label: words.anyway, run: () => void record(ports, doubt.which, true) }}
      onDismiss={() => ports.store.setState({ recordDoubt: null })}
    >
      {withVariant(
        variant,
        status < 400 && location !== ''
          ? load.redirectAnswer(answer, location)
          : load.errorAnswer(answer, url),
      )}
    </Banner>
  );
}

/** Of which variant something is said; '' where there is no other. */
function withVariant(variant: string, text: string): string {
  return variant === '' ? text : `${variant}: ${text}`;
}

/** What is about to be done, said before it is. */
function Steps({ of }: { readonly of: 'steps' | 'ownSteps' }) {
  const { title, all } = useWords().record[of];
  return (
    <Panel title={title}>
      <ol className={styles.steps}>
        {all.map((step, i) => (
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

/** Profiles that a program has to turn on. */
const optional = new Set(['block', 'mutex']);

/** What the service has to give. */
function Offers({ setup }: { readonly setup: Setup }) {
  const words = useWords().record.offers;
  const { common } = useWords();
  const { offers } = setup.targets[0]!.target;
  const off = offers.filter(({ name, count }) => count === 0 && optional.has(name)).map(({ name }) => name);
  return (
    <Panel title={words.title}>
      {offers.length === 0 ? (
        <p className={styles.prose}>{words.none}</p>
      ) : (
        <table className={styles.offers}>
          <colgroup>
            <col style={{ width: 260 }} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th>{words.profile}</th>
              <th title={words.entriesHint}>{words.entries}</th>
            </tr>
          </thead>
          <tbody>
            {offers.map(({ name, count }) => (
              <tr key={name}>
                <td>{name === 'profile' ? words.cpu : name}</td>
                <td>{count < 0 || measured.has(name) ? '' : formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {off.length > 0 && <p className={styles.note}>{words.notCollected(common.list(off))}</p>}
    </Panel>
  );
}
