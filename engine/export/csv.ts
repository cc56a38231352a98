import { findDifferences } from '../analysis/diff';
import { findTop } from '../analysis/top';
import { columnUnit } from '../units/measure';
import { within } from '../work/work';
import { plainNumber } from './numbers';
import { eachRow } from './rows';
import { TextSink } from './text-sink';
import type { Exporter } from './types';

/**
 * A line of CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in front, which
 * spreadsheets do not show; numbers are passed as numbers.
 */
function csvLine(cells: readonly (string | number)[]): string {
  const written = cells.map((cell) => (typeof cell === 'number' ? plainNumber(cell) : quoted(cell)));
  return `${written.join(',')}\r\n`;
}

function quoted(text: string): string {
  // The full-width forms count as the plain ones do in some spreadsheets.
  const harmless = /^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20|%]/.test(text) ? `'${text}` : text;
  return /[",\r\n;'\t]|^\s|\s$/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

const percent = (value: number, total: number) => (total === 0 ? 0 : Math.round((value / total) * 1e6) / 1e4);

/** What of the work is done once the table is there. */
const summing = 0.6;

export const csvExporter: Exporter = {
  id: 'csv',
  label: 'table for spreadsheets',
  extensions: ['.csv'],

  /** The top table in its order, with shares of the total in percent. */
  *profile({ profile, sampleIndex, unit: asked = '' }) {
    const top = yield* within(0, summing, findTop(profile, sampleIndex));
    const { name, file } = top.frames;
    const { unit, factor } = columnUnit(top.unit || 'count', asked);
    const sink = new TextSink();
    sink.write(csvLine(['function', 'file', `flat (${unit})`, 'flat (%)', `cum (${unit})`, 'cum (%)']));
    const write = (row: number) => {
      const frame = top.frame[row]!;
      const [flat, cum] = [top.flat[row]!, top.cum[row]!];
      const shares = [flat * factor, percent(flat, top.total), cum * factor, percent(cum, top.total)];
      sink.write(csvLine([name[frame]!, file[frame]!, ...shares]));
    };
    yield* within(summing, 0.95, eachRow(top.length, write));
    return yield* within(0.95, 1, sink.finish());
  },

  /** The table of differences in its order; changes are after less before. */
  *comparison({ tree, unit: asked = '' }) {
    const diff = yield* within(0, summing, findDifferences(tree));
    const { name, file } = diff.frames;
    const { unit, factor } = columnUnit(diff.unit || 'count', asked);
    const changes = (before: number, after: number) =>
      [before, after, after - before].map((value) => value * factor);
    const heads = ['flat', 'cum'].flatMap((what) =>
      ['before', 'after', 'change'].map((when) => `${what} ${when} (${unit})`),
    );
    const sink = new TextSink();
    sink.write(csvLine(['function', 'file', ...heads]));
    const write = (row: number) => {
      const frame = diff.frame[row]!;
      const flat = changes(diff.flatBefore[row]!, diff.flatAfter[row]!);
      const cum = changes(diff.cumBefore[row]!, diff.cumAfter[row]!);
      sink.write(csvLine([name[frame]!, file[frame]!, ...flat, ...cum]));
    };
    yield* within(summing, 0.95, eachRow(diff.length, write));
    return yield* within(0.95, 1, sink.finish());
  },
};
