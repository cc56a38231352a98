import type { DiffTable, TopTable } from '../../analysis/types';
import { html, type Markup } from '../../html/markup';
import { formatChange, formatDelta, formatPercent, formatValue } from '../../units/format';
import type { ComparedSide, ComparisonSubject, ProfileSubject } from '../types';
import { basisOf, counted, grouped, meaningOf, momentOf } from '../words';
import { directionOf } from './table';

/** Functions that the summary names. */
const named = 5;

/** What a profile says, in sentences, with its functions that lead and what is known of it. */
export function profileSummary(subject: ProfileSubject, top: TopTable, sampleUnit: string): Markup {
  const { profile, sampleIndex, requests } = subject;
  const { type } = profile.sampleTypes[sampleIndex]!;
  const total = formatValue(top.total, top.unit);
  const seconds = Number(profile.durationNanos) / 1e9;
  const sentences: Markup[] = [];
  if (top.length === 0) {
    sentences.push(html`<p>The profile holds no samples of this type.</p>`);
  } else {
    const over = seconds > 0 ? ` in ${formatValue(seconds, 'seconds')}` : '';
    sentences.push(html`<p>${meaningOf(type)}: <b>${total}</b>${over}.${busy(subject, top, seconds)}</p>`);
    if (requests > 0) {
      const each = formatValue(top.total / requests, top.unit);
      sentences.push(html`<p>${counted(requests, 'request')} ran meanwhile: <b>${each}</b> each.</p>`);
    }
    sentences.push(html`<p>${leader(top)}</p>`);
  }
  const rows = Array.from({ length: leading(top) }, (_, row) => {
    const own = top.flat[row]!;
    return html`<tr><td class="n">${formatValue(own, top.unit)}</td><td class="n">${formatPercent(own, top.total)}</td><td><code>${top.frames.name[top.frame[row]!]!}</code></td></tr>`;
  });
  return summary(sentences, rows, [
    ['Counted', typeAndUnit(type, sampleUnit)],
    ['Taken', momentOf(profile.timeNanos)],
    ['Length', seconds > 0 ? formatValue(seconds, 'seconds') : ''],
    ['Requests', requests > 0 ? grouped(requests) : ''],
    ['Samples', sampleCount(subject)],
    ['Functions', grouped(top.length)],
  ]);
}

/** What changed, in sentences, with the functions that changed most and what is known of both sides. */
export function comparisonSummary({
  sides,
  diff,
  sampleType,
  normalisation,
  tree,
}: ComparisonSubject): Markup {
  const [before, after] = sides;
  const [from, to] = [tree.total[0]![0]!, tree.total[1]![0]!];
  const unit = diff.unit;
  const verb = to > from ? 'rose' : 'fell';
  const basis = html`(${basisOf(normalisation)})`;
  const moved =
    from === to
      ? html`did not change: <b>${formatValue(from, unit)}</b> on both sides ${basis}.`
      : html`${verb} from <b>${formatValue(from, unit)}</b> to <b>${formatValue(to, unit)}</b>, <span class="${directionOf(to - from)}">${formatChange(from, to)}</span> ${basis}.`;
  const sentences = [
    html`<p>From <b>${before.name}</b> to <b>${after.name}</b>, ${lowerFirst(meaningOf(sampleType))} ${moved}</p>`,
    html`<p>${changeLeader(diff)}</p>`,
  ];
  if (normalisation === 'absolute' && differ(before.requests, after.requests)) {
    sentences.push(
      html`<p class="note">${counted(before.requests, 'request')} ran before and ${grouped(after.requests)} after: compared per request, the sides would be on equal terms.</p>`,
    );
  }
  const rows: Markup[] = [];
  for (let row = 0; row < Math.min(named, diff.length); row++) {
    const [was, is] = [diff.flatBefore[row]!, diff.flatAfter[row]!];
    if (was === is) break;
    rows.push(
      html`<tr><td class="n ${directionOf(is - was)}">${formatDelta(is - was, unit)}</td><td class="n">${formatValue(was, unit)} → ${formatValue(is, unit)}</td><td><code>${diff.frames.name[diff.frame[row]!]!}</code></td></tr>`,
    );
  }
  return summary(sentences, rows, [
    ['Before', sideFacts(before)],
    ['After', sideFacts(after)],
    ['Counted', typeAndUnit(sampleType, unit)],
    ['Functions', grouped(diff.length)],
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
function busy({ profile, sampleIndex }: ProfileSubject, top: TopTable, seconds: number): string {
  const { type, unit } = profile.sampleTypes[sampleIndex]!;
  if (type !== 'cpu' || unit !== 'nanoseconds' || seconds <= 0) return '';
  return ` On average ${(top.total / 1e9 / seconds).toFixed(2)} CPUs were busy.`;
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

function leader(top: TopTable): Markup {
  const name = html`<code>${top.frames.name[top.frame[0]!]!}</code>`;
  const share = (value: number) => formatPercent(value, top.total);
  const count = leading(top);
  if (count === 0) return html`No function spends anything by itself.`;
  if (count === 1)
    return html`${name} itself takes <b>${share(top.flat[0]!)}</b>, and no other function anything.`;
  const together = top.flat.subarray(0, count).reduce((sum, value) => sum + value, 0);
  return html`${name} itself takes <b>${share(top.flat[0]!)}</b>, more than any other function; the first ${count} take ${share(together)} together.`;
}

/** Whether two counts that are known are more than a tenth apart. */
function differ(a: number, b: number): boolean {
  return Math.min(a, b) > 0 && Math.abs(a - b) > 0.1 * Math.max(a, b);
}

function changeLeader(diff: DiffTable): Markup {
  if (diff.length === 0) return html`Neither side holds samples of this type.`;
  const [was, is] = [diff.flatBefore[0]!, diff.flatAfter[0]!];
  if (was === is) return html`No function changed by itself.`;
  const name = html`<code>${diff.frames.name[diff.frame[0]!]!}</code>`;
  const word = is > was ? 'more' : 'less';
  return html`${name} changed most by itself: <b>${formatValue(Math.abs(is - was), diff.unit)}</b> ${word}.`;
}

function sideFacts({ name, requests, timeNanos, durationNanos }: ComparedSide): string {
  const length = durationNanos > 0n ? formatValue(Number(durationNanos), 'nanoseconds') : '';
  const ran = requests > 0 ? counted(requests, 'request') : '';
  return [name, momentOf(timeNanos), length, ran].filter((fact) => fact !== '').join(' · ');
}

function typeAndUnit(type: string, unit: string): string {
  return [type, unit].filter((part) => part !== '').join(', ');
}

/** 'CPU time' keeps its capitals. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
