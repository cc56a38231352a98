import { comparisonSentence } from '../../engine/advice/comparison';
import type { CallTree, Normalisation } from '../../engine/analysis/types';
import { englishReport } from '../../engine/export/words';
import type { Verdict } from '../../engine/stats/gate';
import { frameSureness, type Sureness, surenessOf } from '../../engine/stats/sureness';
import type { FrameSignificance, Judged } from '../../engine/stats/types';
import { comparisonWarnings } from '../../engine/stats/warnings';
import { formatChange, formatDelta, formatValue } from '../../engine/units/format';
import type { JudgedComparison } from './comparison';
import type { Side, Sides } from './sides';
import type { Terminal } from './terminal';

/** '+1.2ms ± 0.3ms' as two cells; the second is '' where there are too few samples to say. */
function deltaCells(judged: Judged, row: number, unit: string): [string, string] {
  const delta = judged.delta[row]!;
  const half = (judged.ciHigh[row]! - judged.ciLow[row]!) / 2;
  return [formatDelta(delta, unit), Number.isNaN(half) ? '' : `± ${formatValue(half, unit)}`];
}

/** '+7.1% ± 2.4%', of what a row was before; '' where its share is not judged. */
function shareText(shares: NonNullable<FrameSignificance['shares']>, row: number): string {
  const { before, after, delta, ciLow, ciHigh } = shares.flat;
  if (Number.isNaN(ciLow[row]!) || before[row] === 0) return '';
  const half = (100 * (ciHigh[row]! - ciLow[row]!)) / 2 / Math.abs(before[row]!);
  return delta[row] === 0
    ? ''
    : `${formatChange(before[row]!, after[row]!)} ± ${Number(half.toPrecision(2))}%`;
}

/** '3 rounds each, taken in turn', '5 and 4 rounds'; '' of single captures. */
export function roundsText({ significance: { rounds, paired } }: JudgedComparison): string {
  const [before, after] = rounds;
  if (before === 1 && after === 1) return '';
  if (before !== after) return `${before} and ${after} rounds`;
  return `${before} rounds each${paired ? ', taken in turn' : ''}`;
}

/** What both sides of a tree come to. */
export function totalsOf({ total: [before, after] }: Pick<CallTree, 'total'>): readonly [number, number] {
  return [before?.[0] ?? 0, after?.[0] ?? 0];
}

/** Why totals could not be made equal; nothing where they were, or were not to be. */
export function unequalTotals(
  how: Normalisation['kind'],
  totals: readonly [before: number, after: number],
  names: readonly [before: string, after: string],
): string[] {
  const empty = names.filter((_, side) => totals[side] === 0);
  if (how !== 'equal-totals' || empty.length === 0) return [];
  return [
    `The total of ${empty.join(' and of ')} is 0, so totals cannot be made equal: values are as measured.`,
  ];
}

/** Everything that makes a comparison doubtful, a sentence each. */
export function doubts(sides: Sides, { significance, diff, how }: JudgedComparison): string[] {
  const warnings = [
    ...unequalTotals(how, [diff.totalBefore, diff.totalAfter], [sides.before.name, sides.after.name]),
    ...comparisonWarnings(sides.before.facts, sides.after.facts).map(comparisonSentence),
  ];
  const fewest = Math.min(...significance.rounds);
  if (significance.noise === 'sampling') {
    warnings.push(
      'Each side is one capture: only sampling error is known, so what is called change may be noise between captures. Record rounds to tell.',
    );
  } else if (fewest < 3) {
    warnings.push('With fewer than three rounds a side, change can hardly be told from noise.');
  }
  return warnings;
}

/** The whole in one line. */
function totalLine({ diff: { unit }, significance }: JudgedComparison): string {
  const total = significance.whole;
  const [before, after] = [total.before[0]!, total.after[0]!];
  const [delta, half] = deltaCells(total, 0, unit);
  const values = `${formatValue(before, unit)} → ${formatValue(after, unit)}`;
  const sure = { change: 'change', noise: 'noise', few: 'too few samples to tell' }[surenessOf(total, 0)];
  return `Total ${values}, ${delta}${half === '' ? '' : ` ${half}`} (${formatChange(before, after)}): ${sure}`;
}

/** What 'share' means, for who reads it in the column 'sure'. */
const shareNote =
  'share: the value may be noise, but its share of the whole changed (--equal-totals compares by shares).';

/** The largest changes of flat with their confidence, as lines for a terminal; noise is dimmed. */
export function judgedLines(
  { paint }: Terminal,
  { diff, significance }: JudgedComparison,
  count: number,
): string[] {
  const { frames, shares } = significance;
  const { flat } = frames;
  const rows = Array.from(diff.frame.subarray(0, count));
  const sure = rows.map((row) => frameSureness(significance, 'flat', row));
  // How the share changed is told where that is what is sure: beside values that are, it is one figure more to read.
  const told = sure.includes('share') ? shares : null;
  const heads = [
    'before',
    'after',
    'delta',
    '95 %',
    'delta%',
    ...(told === null ? [] : ['share%']),
    'sure',
    'name',
  ];
  const cells = rows.map((row, i) => {
    const [before, after] = [flat.before[row]!, flat.after[row]!];
    return [
      formatValue(before, diff.unit),
      formatValue(after, diff.unit),
      ...deltaCells(flat, row, diff.unit),
      formatChange(before, after),
      ...(told === null ? [] : [shareText(told, row)]),
      sure[i]!,
      diff.frames.name[row]!,
    ];
  });
  const widths = heads
    .slice(0, -1)
    .map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `${widths.map((width, i) => row[i]!.padStart(width)).join('  ')}  ${row[row.length - 1]}`;
  return [
    paint.dim(line(heads)),
    ...cells.map((row, i) => {
      const by: Partial<Record<Sureness, Judged>> = { change: flat, ...(shares && { share: shares.flat }) };
      const delta = by[sure[i]!]?.delta[rows[i]!];
      if (delta === undefined) return paint.dim(line(row));
      return delta > 0 ? paint.worse(line(row)) : paint.better(line(row));
    }),
    ...(told === null ? [] : [paint.dim(shareNote)]),
  ];
}

/** @param said what was told before and is not told again; doubts are added to it */
export function printDiff(
  terminal: Terminal,
  sides: Sides,
  comparison: JudgedComparison,
  count: number,
  said = new Set<string>(),
): void {
  const { bold, dim } = terminal.paint;
  const facts = [comparison.sampleType, englishReport.basis[comparison.how], roundsText(comparison)];
  const about = facts.filter((fact) => fact !== '').join(', ');
  terminal.out(`${bold(`${sides.before.name} → ${sides.after.name}`)}  ${dim(about)}`);
  for (const line of judgedLines(terminal, comparison, count)) terminal.out(line);
  terminal.out(totalLine(comparison));
  for (const doubt of doubts(sides, comparison)) {
    if (!said.has(doubt)) terminal.note(doubt);
    said.add(doubt);
  }
}

const names = (sides: Sides) => [sides.before.name, sides.after.name];
const finite = (value: number) => (Number.isFinite(value) ? value : null);

function judgedJson(judged: Judged, row: number, sure: Sureness = surenessOf(judged, row)) {
  return {
    ci: [finite(judged.ciLow[row]!), finite(judged.ciHigh[row]!)],
    p: finite(judged.p[row]!),
    q: finite(judged.q[row]!),
    sure,
  };
}

/** Flat or cum of a frame, and its share of the whole beside, in shares of what that was before. */
function frameJson(significance: FrameSignificance, measure: 'flat' | 'cum', row: number) {
  const { frames, shares } = significance;
  const own = judgedJson(frames[measure], row, frameSureness(significance, measure, row));
  if (shares === null) return own;
  const { before, delta, ciLow, ciHigh, q } = shares[measure];
  const [change, low, high] = [delta, ciLow, ciHigh].map((column) => finite(column[row]! / before[row]!));
  return { ...own, share: { change, ci: [low, high], q: finite(q[row]!) } };
}

/** One line of JSON; each pair is before, after. */
export function diffJson(
  sides: Sides,
  comparison: JudgedComparison,
  count: number,
  verdict: Verdict | null,
): string {
  const { diff, significance, sampleType, how } = comparison;
  const { rounds, noise } = significance;
  const requests = (side: Side) => side.pooled.requests;
  return JSON.stringify({
    names: names(sides),
    sampleType,
    unit: diff.unit,
    normalisation: how,
    rounds,
    noise,
    total: [diff.totalBefore, diff.totalAfter],
    totalChange: judgedJson(significance.whole, 0),
    requests: [requests(sides.before), requests(sides.after)],
    warnings: doubts(sides, comparison),
    ...(verdict === null ? {} : { gate: verdict }),
    rows: Array.from(diff.frame.subarray(0, count), (row, i) => ({
      name: diff.frames.name[row]!,
      file: diff.frames.file[row]!,
      flat: [diff.flatBefore[i]!, diff.flatAfter[i]!],
      flatChange: frameJson(significance, 'flat', row),
      cum: [diff.cumBefore[i]!, diff.cumAfter[i]!],
      cumChange: frameJson(significance, 'cum', row),
    })),
  });
}

/** What a gate's verdict means, in lines for a person. */
export function verdictLines(verdict: Verdict, limit: number, unit: string): string[] {
  const allowed = `${Number((limit * 100).toPrecision(6))} %`;
  switch (verdict.verdict) {
    case 'passed':
      return [`Passed: nothing rose significantly by more than ${allowed}, and the whole did not.`];
    case 'undecided':
      return [
        {
          'one-capture':
            'Undecided: each side is one capture, which does not tell change from noise. Record rounds (record --rounds 5 --against …).',
          'few-samples':
            'Undecided: there are too few samples to judge anything. Record for longer, or with more load.',
          wide: `Undecided: nothing rose significantly, but noise could hide a rise of the whole by more than ${allowed}. Record more rounds, or longer ones.`,
        }[verdict.because],
      ];
    case 'regressed':
      return [
        `Regressed: a significant rise by more than ${allowed}.`,
        ...verdict.regressions.slice(0, 10).map(({ name, what, before, after, ciLow, ciHigh }) => {
          const values = `${formatValue(before, unit)} → ${formatValue(after, unit)}`;
          const interval = `95 %: ${formatDelta(ciLow, unit)} to ${formatDelta(ciHigh, unit)}`;
          const whose = name === '' ? 'the whole' : what === 'flat' ? name : `${name} with all it calls`;
          return `  ${whose}: ${values}, ${formatChange(before, after)} (${interval})`;
        }),
      ];
  }
}
