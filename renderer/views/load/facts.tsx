import { loadSeconds } from '../../../engine/load/merge-reports';
import { isOpenModel, type LatencySummary, type LoadReport } from '../../../proto/load';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatLatency,
  formatRate,
  formatShare,
} from '../../charts/format';
import { useWords } from '../../words/words';
import styles from './load.module.css';
import type { LoadSide } from './sides';

/** What a load did, in numbers: totals, percentiles, answers, capture windows. */
export function Facts({ side, report }: { readonly side: LoadSide; readonly report: LoadReport }) {
  return (
    <div className={styles.facts}>
      <Totals side={side} report={report} />
      <div className={styles.column}>
        <Percentiles report={report} />
        <Answers report={report} />
      </div>
      {side.windows.length > 0 && (
        <div className={styles.wide}>
          <Windows side={side} />
        </div>
      )}
    </div>
  );
}

function Totals({
  side: { plan, reports },
  report,
}: {
  readonly side: LoadSide;
  readonly report: LoadReport;
}) {
  const words = useWords().load;
  const seconds = loadSeconds(reports);
  const failed = Object.values(report.errors).reduce((sum, count) => sum + count, 0);
  // Answers with an error status are requests already.
  const tried = report.requests + failed - report.errors.status;
  const open = report.openModel;
  const rows: (readonly [string, string, string?])[] = [
    [words.requests, formatCount(report.requests)],
    [words.rate, formatRate(report.requestsPerSecond)],
    [
      words.duration,
      reports.length === 1
        ? formatDuration(seconds)
        : `${reports.length} × ${formatDuration(seconds / reports.length)}`,
    ],
    [words.received, formatBytes(report.bytes)],
    [words.transfer, `${formatBytes(seconds > 0 ? report.bytes / seconds : 0)}/s`],
    [words.share, tried === 0 ? '–' : formatShare(failed / tried)],
  ];
  if (plan !== null) {
    const connections = formatCount(plan.connections);
    rows.push([
      words.model,
      isOpenModel(plan)
        ? words.openLoop(formatRate(open?.rate ?? plan.rate), connections)
        : words.closedLoop(connections, formatCount(plan.threads)),
    ]);
  }
  if (report.address !== '') rows.push([words.address, report.address]);
  rows.push([words.ended, words.stopReasons[report.stopReason]]);
  rows.push([words.utilization, `${Math.round(100 * report.utilization)}%`]);
  if (report.cpuUs > 0 && report.requests > 0) {
    rows.push([words.cpuPerRequest, words.perRequest(formatLatency(report.cpuUs / report.requests / 1000))]);
  }
  if (open !== null) {
    rows.push([words.scheduled, formatCount(open.scheduled)]);
    rows.push([
      `${words.lag} p50, p99`,
      `${formatLatency(open.lag.p50)}, ${formatLatency(open.lag.p99)}`,
      words.lagHint,
    ]);
    for (const [name, { count, ages }] of [
      [words.unsent, report.unsent],
      [words.inFlight, report.inFlight],
    ] as const) {
      rows.push([name, count === 0 ? '0' : words.pending(formatCount(count), formatLatency(ages.max))]);
    }
  }
  return (
    <section aria-label={words.totals}>
      <h3 className={styles.factsTitle}>{words.totals}</h3>
      <dl className={styles.totals}>
        {rows.map(([name, value, hint]) => (
          <div key={name} title={hint}>
            <dt>{name}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const percentileKeys = ['p50', 'p75', 'p90', 'p99', 'p999', 'p9999', 'p99999', 'max'] as const;

function Percentiles({ report }: { readonly report: LoadReport }) {
  const words = useWords().load;
  const columns: (readonly [string, LatencySummary])[] = [[words.responseTime, report.latency]];
  if (report.service !== null) columns.push([words.serviceTime, report.service]);
  if (report.openModel !== null) columns.push([words.lag, report.openModel.lag]);
  return (
    <table className={styles.table}>
      <caption>{words.percentileTable}</caption>
      <thead>
        <tr>
          <th scope="col">{words.percentile}</th>
          {columns.map(([name]) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {percentileKeys.map((key) => (
          <tr key={key}>
            <th scope="row">{words.percentileRows[key]}</th>
            {columns.map(([name, summary]) => (
              <td key={name}>{formatLatency(summary[key])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answers({ report }: { readonly report: LoadReport }) {
  const words = useWords().load;
  const statuses = Object.entries(report.statuses).sort(([a], [b]) => (a < b ? -1 : 1));
  // A status above 399 stands among the statuses by its number.
  const errors = (Object.keys(words.errorKinds) as (keyof typeof words.errorKinds)[]).filter(
    (kind) => report.errors[kind] > 0 && (kind !== 'status' || statuses.length === 0),
  );
  return (
    <table className={styles.table}>
      <caption>{words.statuses}</caption>
      <thead>
        <tr>
          <th scope="col">{words.status}</th>
          <th scope="col">{words.count}</th>
        </tr>
      </thead>
      <tbody>
        {statuses.map(([status, count]) => (
          <tr key={status} data-wrong={Number(status) > 399}>
            <th scope="row">{status}</th>
            <td>{formatCount(count)}</td>
          </tr>
        ))}
        {errors.map((kind) => (
          <tr key={kind} data-wrong>
            <th scope="row">{words.errorKinds[kind]}</th>
            <td>{formatCount(report.errors[kind])}</td>
          </tr>
        ))}
        {errors.length === 0 && (
          <tr>
            <td colSpan={2} className={styles.quiet}>
              {words.noErrors}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Windows({ side: { windows, run } }: { readonly side: LoadSide }) {
  const { load: words, comparison } = useWords();
  const several = run.plan.rounds > 1;
  return (
    <table className={styles.table}>
      <caption>{words.windows}</caption>
      <thead>
        <tr>
          <th scope="col">{words.profile}</th>
          <th scope="col">{words.from}</th>
          <th scope="col">{words.length}</th>
          <th scope="col">{words.requests}</th>
          <th scope="col">p50</th>
          <th scope="col">p99</th>
        </tr>
      </thead>
      <tbody>
        {windows.map(({ kind, round, from, to, requests, p50, p99 }) => (
          <tr key={`${kind}-${round}`}>
            <th scope="row">
              {comparison.kinds[kind]}
              {several && ` ${round + 1}`}
            </th>
            <td>{from.toFixed(1)} s</td>
            <td>{(to - from).toFixed(1)} s</td>
            <td>{formatCount(requests)}</td>
            <td>{formatLatency(p50)}</td>
            <td>{formatLatency(p99)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
