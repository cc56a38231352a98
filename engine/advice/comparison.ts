import type { ComparisonWarning, LoadPart } from '../stats/warnings';
import { formatValue } from '../units/format';

/** What a warning about a comparison means to a person, in one sentence. */
export function comparisonSentence(warning: ComparisonWarning): string {
  const { about } = warning;
  switch (about) {
    case 'load':
      return `The two sides were loaded differently: ${parts(warning.before)} before, ${parts(warning.after)} after.`;
    case 'one-loaded':
      return `Only the side ${warning.loaded} was loaded: the other shows what the service did by itself.`;
    case 'duration': {
      const [before, after] = lengths(warning);
      return `The captures differ in length, ${before} before and ${after} after: compare them per request or by shares.`;
    }
    case 'period': {
      const [before, after] = [warning.before, warning.after].map((value) =>
        formatValue(value, warning.unit),
      );
      return `The profiler sampled at different rates, every ${before} before and every ${after} after: counts of samples do not compare.`;
    }
    case 'build':
      return `The builds differ: ${short(warning.before)} before, ${short(warning.after)} after.`;
    case 'errors':
      return `The sides failed unequally often, ${percent(warning.before)} of the requests before and ${percent(warning.after)} after: they did other work.`;
  }
}

function parts(list: readonly LoadPart[]): string {
  return list.map(partWords).join(', ') || 'none of that';
}

function partWords(part: LoadPart): string {
  switch (part.part) {
    case 'said':
      return part.text;
    case 'targets':
      return `${part.requests} requests in turn`;
    case 'body':
      return `body of ${part.characters} characters`;
    case 'no-rate':
      return 'no rate set';
    case 'pipeline':
      return `${part.requests} pipelined`;
    case 'close':
      return 'connections closed after each request';
  }
}

function lengths({ before, after }: { readonly before: number; readonly after: number }): [string, string] {
  return [formatValue(before, 'seconds'), formatValue(after, 'seconds')];
}

/** Build ids are long, and their beginnings tell them apart. */
const short = (buildId: string) => (buildId.length <= 12 ? buildId : `${buildId.slice(0, 12)}…`);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
