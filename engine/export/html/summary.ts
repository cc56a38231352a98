import type { DiffTable, TopTable } from '../../analysis/types';
import type { FlameNoise } from '../../flame/look';
import { filled, html, type Markup } from '../../html/markup';
import { changeIn } from '../../render/flame-facts';
import { fill } from '../../render/picture-words';
import { formatDelta, formatPercent, formatValue, plainUnit } from '../../units/format';
import type { ComparedSide, ComparisonSubject, ProfileSubject } from '../types';
import { counted, grouped, meaningOf, meaningWithin, momentOf, noiseTold, type ReportWords } from '../words';
import { directionOf } from './table';

/** Functions that the summary names. */
const named = 5;

const bold = (text: string) => html`<b>${text}</b>`;
const code = (text: string) => html`<code>${text}</code>`;

/** What a profile says, in sentences, with its functions that lead and what is known of it. */
export function profileSummary(
  subject: ProfileSubject,
  top: TopTable,
  sampleUnit: string,
  words: ReportWords,
): Markup {
  const { profile, sampleIndex, requests } = subject;
  const { type } = profile.sampleTypes[sampleIndex]!;
  const seconds = Number(profile.durationNanos) / 1e9;
  const sentences: Markup[] = [];
  if (top.length === 0) {
    sentences.push(html`<p>${words.noSamples}</p>`);
  } else {
    const total = bold(formatValue(top.total, top.unit));
    const parts = { what: meaningOf(type, words), total, time: formatValue(seconds, 'seconds') };
    const totals = filled(seconds > 0 ? words.totalsOver : words.totals, parts);
    sentences.push(html`<p>${totals}${busy(subject, top, seconds, words)}</p>`);
    if (requests > 0) {
      const each = bold(formatValue(top.total / requests, top.unit));
      const ran = counted(requests, words.requests);
      sentences.push(html`<p>${filled(words.perRequest, { requests: ran, each })}</p>`);
    }
    sentences.push(html`<p>${leader(top, words)}</p>`);
  }
  const rows = Array.from({ length: leading(top) }, (_, row) => {
    const own = top.flat[row]!;
    return html`<tr><td class="n">${formatValue(own, top.unit)}</td><td class="n">${formatPercent(own, top.total)}</td><td>${code(top.frames.name[top.frame[row]!]!)}</td></tr>`;
  });
  const { facts } = words;
  return summary(sentences, rows, [
    [facts.counted, typeAndUnit(type, sampleUnit)],
    [facts.taken, momentOf(profile.timeNanos, words)],
    [facts.length, seconds > 0 ? formatValue(seconds, 'seconds') : ''],
    [facts.requests, requests > 0 ? grouped(requests) : ''],
    [facts.samples, sampleCount(subject)],
    [facts.functions, grouped(top.length)],
  ]);
}

/** What changed, in sentences, with the functions that changed most and what is known of both sides. */
export function comparisonSummary(
  { sides, sampleType, normalisation, tree, seen }: ComparisonSubject,
  diff: DiffTable,
  words: ReportWords,
): Markup {
  const [before, after] = sides;
  const [from, to] = [tree.total[0]![0]!, tree.total[1]![0]!];
  const unit = diff.unit;
  const basis = words.basis[normalisation];
  const noise = seen?.noise ?? null;
  const look = directionOf(to - from, noise?.whole === false);
  const change = html`<span class="${look}">${changeIn(from, to, words.picture)}</span>`;
  const parts = { from: bold(formatValue(from, unit)), to: bold(formatValue(to, unit)), change, basis };
  const moved =
    from === to
      ? filled(words.unmoved, { value: parts.from, basis })
      : html`${filled(to > from ? words.rose : words.fell, parts)}${noise?.whole === false ? words.notSure : ''}`;
  const what = meaningWithin(sampleType, words);
  const sentences = [
    html`<p>${filled(words.fromTo, { before: bold(before.name), after: bold(after.name), what, moved })}</p>`,
    html`<p>${changeLeader(diff, noise, words)}</p>`,
  ];
  if (normalisation === 'absolute' && differ(before.requests, after.requests)) {
    const ran = { before: counted(before.requests, words.requests), after: grouped(after.requests) };
    sentences.push(html`<p class="note">${fill(words.unequalRequests, ran)}</p>`);
  }
  const told = noiseTold(noise, words);
  if (told !== '') sentences.push(html`<p class="note">${told}${words.noiseGrey}</p>`);
  const rows: Markup[] = [];
  for (let row = 0; row < Math.min(named, diff.length); row++) {
    const [was, is] = [diff.flatBefore[row]!, diff.flatAfter[row]!];
    if (was === is) break;
    const own = directionOf(is - was, noise?.frames.flat[diff.frame[row]!] === 0);
    rows.push(
      html`<tr><td class="n ${own}">${formatDelta(is - was, unit)}</td><td class="n">${formatValue(was, unit)} → ${formatValue(is, unit)}</td><td>${code(diff.frames.name[diff.frame[row]!]!)}</td></tr>`,
    );
  }
  const { facts } = words;
  return summary(sentences, rows, [
    [facts.before, sideFacts(before, words)],
    [facts.after, sideFacts(after, words)],
    [facts.counted, typeAndUnit(sampleType, plainUnit(unit))],
    [facts.functions, grouped(diff.length)],
  ]);
}

function summary(
  sentences: readonly Markup[],
  leads: readonly Markup[],
  facts: readonly (readonly [string, string])[],
): Markup {
  const known = facts.filter(([, value]) => value !== '');
  const list = leads.length === 0 ? [] : [html`<table class="leads"><tbody>${leads}</tbody></table>`];
  return html`<div class="summary"><div><div class="words">${sentences}</div>${list}</div>
<dl>${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></div>
`;
}

/** How many CPUs were busy, where the profile counts CPU time over a known time. */
function busy(
  { profile, sampleIndex }: ProfileSubject,
  top: TopTable,
  seconds: number,
  words: ReportWords,
): string {
  const { type, unit } = profile.sampleTypes[sampleIndex]!;
  if (type !== 'cpu' || unit !== 'nanoseconds' || seconds <= 0) return '';
  return fill(words.busy, { cpus: (top.total / 1e9 / seconds).toFixed(2) });
}

/** How often the profiler looked, where the profile counts that: it says how sure the shares are. */
function sampleCount({ profile: { sampleTypes, samples } }: ProfileSubject): string {
  const column = sampleTypes.findIndex(({ type, unit }) => type === 'samples' && unit === 'count');
  return column < 0 ? '' : grouped(samples.values[column]!.reduce((sum, value) => sum + value, 0));
}

/** How many functions the summary names: only those that spend something by themselves. */
function leading({ flat }: TopTable): number {
  const idle = flat.subarray(0, named).indexOf(0);
  return idle < 0 ? Math.min(named, flat.length) : idle;
}

function leader(top: TopTable, words: ReportWords): Markup {
  const share = (value: number) => formatPercent(value, top.total);
  const count = leading(top);
  if (count === 0) return html`${words.noLeader}`;
  const first = { name: code(top.frames.name[top.frame[0]!]!), share: bold(share(top.flat[0]!)) };
  if (count === 1) return filled(words.onlyLeader, first);
  const together = share(top.flat.subarray(0, count).reduce((sum, value) => sum + value, 0));
  return filled(words.leader, { ...first, count, together });
}

/** Whether two counts that are known are more than a tenth apart. */
function differ(a: number, b: number): boolean {
  return Math.min(a, b) > 0 && Math.abs(a - b) > 0.1 * Math.max(a, b);
}

/** The function that changed most, of those of which that is sure. */
function changeLeader(diff: DiffTable, noise: FlameNoise | null, words: ReportWords): Markup {
  if (diff.length === 0) return html`${words.nothingOnEither}`;
  if (diff.flatBefore[0] === diff.flatAfter[0]) return html`${words.nothingChanged}`;
  const row = noise === null ? 0 : diff.frame.findIndex((frame) => noise.frames.flat[frame] === 1);
  if (row < 0) return html`${words.nothingSure}`;
  const [was, is] = [diff.flatBefore[row]!, diff.flatAfter[row]!];
  const name = code(diff.frames.name[diff.frame[row]!]!);
  const value = bold(formatValue(Math.abs(is - was), diff.unit));
  return filled(is > was ? words.changedMore : words.changedLess, { name, value });
}

function sideFacts({ name, requests, timeNanos, durationNanos }: ComparedSide, words: ReportWords): string {
  const length = durationNanos > 0n ? formatValue(Number(durationNanos), 'nanoseconds') : '';
  const ran = requests > 0 ? counted(requests, words.requests) : '';
  return [name, momentOf(timeNanos, words), length, ran].filter((fact) => fact !== '').join(' · ');
}

function typeAndUnit(type: string, unit: string): string {
  return [type, unit].filter((part) => part !== '').join(', ');
}
