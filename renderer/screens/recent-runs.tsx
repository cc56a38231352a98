import { useState } from 'react';
import type { RunSummary } from '../../proto/run';
import { formatLatency, formatRate } from '../charts/format';
import { comparePicked, openRun, pickRun, pickSide, refreshRuns } from '../state/actions/runs';
import { hostOf } from '../state/titles';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { CompareIcon } from '../ui/icons';
import { sentence, useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import { formatWhen } from './format';
import styles from './start.module.css';

/** As many as fit below the ways in; the rest is one click away. */
const fewRuns = 10;

/** The library's runs, newest first: one click opens, two ticks compare. */
export function RecentRuns({ now }: { readonly now: Date }) {
  const ports = usePorts();
  const { common, screens } = useWords();
  const words = screens.runs;
  const runs = useApp((s) => s.runs);
  const failure = useApp((s) => s.runsFailure);
  const picked = useApp((s) => s.picked);
  const broken = useApp((s) => s.brokenRuns);
  const libraryPath = useApp((s) => s.info?.libraryPath ?? '');

  const [all, setAll] = useState(false);

  if (failure !== null) {
    return (
      <section className={styles.runs}>
        <Banner action={{ label: common.tryAgain, run: () => void refreshRuns(ports) }}>
          {sentence(failure)}
        </Banner>
      </section>
    );
  }
  if (runs === null) return null;
  return (
    <section className={styles.runs} aria-labelledby="recent-runs">
      <div className={styles.runsHead}>
        <h2 id="recent-runs" className={styles.runsTitle}>
          {words.title}
        </h2>
        {runs.length > 1 && (
          <Button
            kind={picked.length === 2 ? 'plain' : 'quiet'}
            size="small"
            icon={<CompareIcon />}
            disabled={picked.length !== 2}
            title={words.tick}
            onClick={() => void comparePicked(ports)}
          >
            {picked.length === 2 ? words.compareTwo : words.ticked(picked.length)}
          </Button>
        )}
      </div>
      {runs.length === 0 ? (
        <p className={styles.muted}>{words.none}</p>
      ) : (
        <table className={styles.table}>
          <colgroup>
            <col style={{ width: 30 }} />
            <col />
            <col style={{ width: 150 }} />
            <col style={{ width: 104 }} />
            <col style={{ width: 88 }} />
            <col style={{ width: 80 }} />
            <col style={{ width: 104 }} />
          </colgroup>
          <thead>
            <tr>
              <th>
                <span className="visually-hidden">{words.pick}</span>
              </th>
              <th>{words.label}</th>
              <th>{words.service}</th>
              <th>{words.profiles}</th>
              <th className={styles.number}>{words.rate}</th>
              <th className={styles.number}>{words.p99}</th>
              <th className={styles.number}>{words.recorded}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? runs : runs.slice(0, fewRuns)).map((run) => (
              <RunRow key={run.id} run={run} now={now} picked={picked.includes(run.id)} />
            ))}
          </tbody>
        </table>
      )}
      {runs.length > fewRuns && !all && (
        <Button kind="quiet" size="small" onClick={() => setAll(true)}>
          {words.showAll(runs.length)}
        </Button>
      )}
      {broken.length > 0 && (
        <div className={styles.unreadable}>
          <p>{words.unreadable(broken.length)}</p>
          <ul>
            {broken.map(({ id, failure: reason }) => (
              <li key={id} className="selectable">
                {sentence(reason)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {runs.length > 0 && libraryPath !== '' && (
        <p className={styles.place}>
          {words.kept} <span className="selectable">{libraryPath}</span>
        </p>
      )}
    </section>
  );
}

interface RunRowProps {
  readonly run: RunSummary;
  readonly now: Date;
  readonly picked: boolean;
}

function RunRow({ run, now, picked }: RunRowProps) {
  const ports = usePorts();
  const { common, comparison, screens } = useWords();
  const words = screens.runs;
  const [a = '', b] = run.variants;
  const name = run.label || hostOf(run.pprofUrl);
  const kinds = common.list(run.kinds.map((k) => comparison.kinds[k]));
  // It ended before the first capture did.
  const isBare = run.kinds.length === 0;
  return (
    <tr aria-selected={picked}>
      <td>
        <input
          type="checkbox"
          aria-label={words.compare(name)}
          checked={picked}
          disabled={isBare}
          onChange={() => pickRun(ports, run.id)}
        />
      </td>
      <td>
        <div className={styles.name}>
          <button
            type="button"
            className={styles.open}
            title={isBare ? `${words.open(name)}\n${words.bareHint}` : words.open(name)}
            onClick={() => void openRun(ports, run.id)}
          >
            {name}
          </button>
          {b !== undefined && !picked && (
            <span className={styles.badge} title={words.abHint(a, b, run.rounds)}>
              {words.ab}
            </span>
          )}
          {b !== undefined && picked && <SidePicker run={run} name={name} />}
          {run.status === 'broken' && (
            <span className={`${styles.badge} ${styles.brokenBadge}`} title={words.brokenHint}>
              {words.broken}
            </span>
          )}
        </div>
      </td>
      <td className={styles.muted} title={run.pprofUrl}>
        {hostOf(run.pprofUrl)}
      </td>
      <td className={styles.muted} title={isBare ? words.bareHint : kinds}>
        {isBare ? words.bare : kinds}
      </td>
      <td className={styles.number}>{run.requests > 0 ? formatRate(run.requestsPerSecond) : '–'}</td>
      <td className={styles.number}>{formatLatency(run.p99)}</td>
      <td className={`${styles.number} ${styles.muted}`}>{formatWhen(run.createdAt, now)}</td>
    </tr>
  );
}

/** Which side of a run of two stands against the other run. */
function SidePicker({ run, name }: { readonly run: RunSummary; readonly name: string }) {
  const ports = usePorts();
  const words = useWords().screens.runs;
  const side = useApp((s) => s.pickedSides[run.id] ?? 0);
  return (
    <select
      className={styles.side}
      aria-label={words.side(name)}
      title={words.side(name)}
      value={side}
      onChange={(event) => pickSide(ports, run.id, Number(event.target.value))}
    >
      {run.variants.map((label, variant) => (
        <option key={'AB'.charAt(variant)} value={variant}>
          {label || 'AB'.charAt(variant)}
        </option>
      ))}
    </select>
  );
}
