import type { ErrorCounts } from '../../proto/load';
import type { Run, Turn } from '../../proto/run';
import { words } from '../words/words';
import type { Note } from './model';

/** Share of failed requests from which a profile shows something else than the work that was meant. */
const worthTelling = 0.01;

/**
 * What a person must know of the load before believing the profile taken under it; '' = nothing.
 * A profile of error pages looks like any other, and a generator at its limit hides the service's.
 */
export function loadNote({ report }: Pick<Turn, 'report'>): string {
  if (report === null) return '';
  const { none, failed: failing, bound, boundLate, causes } = words().screens.loadNotes;
  const { errors } = report;
  const kinds = (Object.keys(causes) as (keyof ErrorCounts)[]).sort((a, b) => errors[b] - errors[a]);
  const failed = kinds.reduce((sum, kind) => sum + errors[kind], 0);
  // Answers with an error status are counted as requests already.
  const tried = report.requests + failed - errors.status;
  if (tried === 0) return none;
  if (failed / tried >= worthTelling) {
    const [worst] = kinds;
    // Nearly all is not all.
    const share = failed === tried ? '100' : Math.min(99.9, (100 * failed) / tried).toFixed(1);
    return failing(share, failed.toLocaleString('en'), tried.toLocaleString('en'), causes[worst!]);
  }
  if (report.clientBound) return report.clientBoundReason === 'lag' ? boundLate : bound;
  return '';
}

/** The notes of a run's turns, each sentence once. */
export function loadNotes({ turns }: Pick<Run, 'turns'>): Note[] {
  const firsts = new Map<string, Turn>();
  for (const turn of turns) {
    const note = loadNote(turn);
    if (note !== '' && !firsts.has(note)) firsts.set(note, turn);
  }
  return [...firsts.values()].map((turn) => () => loadNote(turn));
}
