import type { ErrorCounts } from '../../proto/load';
import type { Run, Turn } from '../../proto/run';

const causes: Readonly<Record<keyof ErrorCounts, string>> = {
  connect: 'could not connect',
  tls: 'could not agree on TLS',
  read: 'broke off',
  closed: 'were closed before they were whole',
  write: 'could not be sent',
  timeout: 'timed out',
  unfinished: 'timed out half-way',
  protocol: 'were not answered in HTTP',
  status: 'were answered with an error status',
};

/** Share of failed requests from which a profile shows something else than the work that was meant. */
const worthTelling = 0.01;

/**
 * What a person must know of the load before believing the profile taken under it; '' = nothing.
 * A profile of error pages looks like any other, and a generator at its limit hides the service's.
 */
export function loadNote({ report }: Pick<Turn, 'report'>): string {
  if (report === null) return '';
  const { errors } = report;
  const kinds = (Object.keys(causes) as (keyof ErrorCounts)[]).sort((a, b) => errors[b] - errors[a]);
  const failed = kinds.reduce((sum, kind) => sum + errors[kind], 0);
  // Answers with an error status are counted as requests already.
  const tried = report.requests + failed - errors.status;
  if (tried === 0) return 'No request was answered while this was recorded.';
  if (failed / tried >= worthTelling) {
    const [worst] = kinds;
    const share = ((100 * failed) / tried).toFixed(failed === tried ? 0 : 1);
    const count = `${failed.toLocaleString('en')} of ${tried.toLocaleString('en')}`;
    return `${share} % of the requests failed while this was recorded (${count}, most ${causes[worst!]}).`;
  }
  if (report.clientBound) {
    return 'The load generator was at its own limit while this was recorded: the service could have taken more.';
  }
  return '';
}

/** The notes of a run's turns, each sentence once. */
export function loadNotes({ turns }: Pick<Run, 'turns'>): string[] {
  return [...new Set(turns.map(loadNote))].filter((note) => note !== '');
}
