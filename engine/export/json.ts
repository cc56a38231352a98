import { findDifferences } from '../analysis/diff';
import { findTop } from '../analysis/top';
import type { Normalisation } from '../analysis/types';
import { type Work, within } from '../work/work';
import { eachRow } from './rows';
import { TextSink } from './text-sink';
import type { Exporter } from './types';

/** A function's row in {@link TopJson}; values are in the file's unit. */
export interface TopJsonRow {
  readonly name: string;
  /** Source file; '' = unknown. */
  readonly file: string;
  readonly flat: number;
  readonly cum: number;
}

/** The top table of a profile. */
export interface TopJson {
  readonly format: 'flamebench-top';
  readonly version: 1;
  readonly title: string;
  readonly sampleType: string;
  readonly unit: string;
  /** Σ|value|: what percentages are of. */
  readonly total: number;
  /** Requests that ran while the profile was taken; 0 = unknown. */
  readonly requests: number;
  /** Length of the profile; 0 = unknown. */
  readonly durationNanos: number;
  /** By |flat|, largest first. */
  readonly rows: readonly TopJsonRow[];
}

/** A function's row in {@link DiffJson}; pairs are before and after. */
export interface DiffJsonRow {
  readonly name: string;
  readonly file: string;
  readonly flat: readonly [number, number];
  readonly cum: readonly [number, number];
}

/** The table of differences of two profiles; pairs are before and after. */
export interface DiffJson {
  readonly format: 'flamebench-diff';
  readonly version: 1;
  readonly title: string;
  readonly names: readonly [string, string];
  readonly sampleType: string;
  readonly unit: string;
  /** How the values were made comparable; all of them are so already. */
  readonly normalisation: Normalisation['kind'];
  readonly total: readonly [number, number];
  readonly requests: readonly [number, number];
  readonly durationNanos: readonly [number, number];
  /** By the size of the change of flat, largest first. */
  readonly rows: readonly DiffJsonRow[];
}

/** A row a line, so that a file of thousands of rows can be searched and compared by lines. */
function* write<T extends TopJson | DiffJson>(
  head: Omit<T, 'rows'>,
  length: number,
  row: (index: number) => T['rows'][number],
): Work<Uint8Array> {
  const sink = new TextSink();
  sink.write(`${JSON.stringify(head).slice(0, -1)},"rows":[`);
  const line = (i: number) => sink.write(`${i === 0 ? '\n' : ',\n'}${JSON.stringify(row(i))}`);
  yield* within(0, 0.9, eachRow(length, line));
  sink.write('\n]}\n');
  return yield* within(0.9, 1, sink.finish());
}

export const jsonExporter: Exporter = {
  id: 'json',
  label: 'table for programs',
  extensions: ['.top.json', '.diff.json', '.table.json', '.json'],

  *profile({ title, profile, sampleIndex, requests }) {
    const top = yield* within(0, 0.6, findTop(profile, sampleIndex));
    const { name, file } = top.frames;
    const head: Omit<TopJson, 'rows'> = {
      format: 'flamebench-top',
      version: 1,
      title,
      sampleType: profile.sampleTypes[sampleIndex]!.type,
      unit: top.unit,
      total: top.total,
      requests,
      durationNanos: Number(profile.durationNanos),
    };
    const rows = write<TopJson>(head, top.length, (row) => ({
      name: name[top.frame[row]!]!,
      file: file[top.frame[row]!]!,
      flat: top.flat[row]!,
      cum: top.cum[row]!,
    }));
    return yield* within(0.6, 1, rows);
  },

  *comparison({ title, sides, tree, sampleType, normalisation }) {
    const diff = yield* within(0, 0.6, findDifferences(tree));
    const { name, file } = diff.frames;
    const [before, after] = sides;
    const head: Omit<DiffJson, 'rows'> = {
      format: 'flamebench-diff',
      version: 1,
      title,
      names: [before.name, after.name],
      sampleType,
      unit: diff.unit,
      normalisation,
      total: [diff.totalBefore, diff.totalAfter],
      requests: [before.requests, after.requests],
      durationNanos: [Number(before.durationNanos), Number(after.durationNanos)],
    };
    const rows = write<DiffJson>(head, diff.length, (row) => ({
      name: name[diff.frame[row]!]!,
      file: file[diff.frame[row]!]!,
      flat: [diff.flatBefore[row]!, diff.flatAfter[row]!],
      cum: [diff.cumBefore[row]!, diff.cumAfter[row]!],
    }));
    return yield* within(0.6, 1, rows);
  },
};
