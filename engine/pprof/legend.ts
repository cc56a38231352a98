import { autoLabel, percentage, scale } from '../units/measure';
import { formatAmount, type ReportContext } from './context';
import type { TrimmedGraph } from './graph/trim';
import type { OptionName } from './options';
import { basePath } from './paths';

/** Filters that a header names, in its order. */
const namedFilters: readonly OptionName[] = [
  'focus',
  'ignore',
  'hide',
  'show',
  'show_from',
  'tagfocus',
  'tagignore',
  'tagshow',
  'taghide',
];

/** Characters of a filter that a header shows. */
const maxFilterLength = 80;

/** What is known of a profile: binary, comments, type, time, duration. */
export function profileLegend(context: ReportContext): string[] {
  const { profile, choice, total, place } = context;
  const { mappings, strings, comments } = profile;
  const lines: string[] = [];
  if (mappings.length > 0) {
    const file = strings.get(mappings.filename[0]!);
    const buildId = strings.get(mappings.buildId[0]!);
    if (file !== '') lines.push(`File: ${basePath(file)}`);
    if (buildId !== '') lines.push(`Build ID: ${buildId}`);
  }
  for (const comment of comments) if (!comment.startsWith('#')) lines.push(comment);
  if (choice.type !== '') lines.push(`Type: ${choice.type}`);
  if (profile.docUrl !== '') lines.push(`Doc: ${profile.docUrl}`);
  if (profile.timeNanos !== 0n) lines.push(`Time: ${place.formatTime(profile.timeNanos)}`);
  if (profile.durationNanos !== 0n) {
    const durationNs = Number(profile.durationNanos);
    const totalNs = scale(total, choice.unit, 'nanoseconds');
    const hasShare = totalNs.unit === 'ns' && totalNs.value !== 0;
    const share = hasShare ? `(${percentage(Math.trunc(totalNs.value), durationNs)})` : '';
    const duration = autoLabel(durationNs, 'nanoseconds');
    lines.push(`Duration: ${duration}, Total samples = ${formatAmount(context, total)} ${share}`);
  }
  return lines;
}

/** The header of a report on a graph; that of a picture is always whole. */
export function reportLegend(context: ReportContext, trimmed: TrimmedGraph, isPicture: boolean): string[] {
  const { options, total } = context;
  const lines = isPicture || !options.compact_labels ? profileLegend(context) : [];
  const filters = namedFilters.filter((name) => options[name] !== '');
  if (filters.length > 0) {
    lines.push('Active filters:');
    for (const name of filters) {
      const filter = `${name}=${options[name]}`;
      lines.push(`   ${filter.length > maxFilterLength ? `${filter.slice(0, maxFilterLength)}…` : filter}`);
    }
  }
  const share = percentage(trimmed.shownTotal, total).trim();
  const amount = (value: number) => formatAmount(context, value);
  lines.push(
    `Showing nodes accounting for ${amount(trimmed.shownTotal)}, ${share} of ${amount(total)} total`,
  );
  if (total !== 0) {
    const dropped = (count: number, what: string, measure: string, fraction: number) => {
      if (count === 0) return;
      const bound = amount(Math.abs(Math.trunc(total * fraction)));
      lines.push(`Dropped ${count} ${what}${count > 1 ? 's' : ''} (${measure} <= ${bound})`);
    };
    dropped(trimmed.droppedNodes, 'node', 'cum', options.nodefraction);
    if (isPicture) dropped(trimmed.droppedEdges, 'edge', 'freq', options.edgefraction);
    const shown = trimmed.graph.order.length;
    if (shown > 0 && shown < trimmed.nodesBefore) {
      lines.push(`Showing top ${shown} nodes out of ${trimmed.nodesBefore}`);
    }
  }
  // The empty line sets the hint apart.
  if (isPicture) lines.push('\nSee https://git.io/JfYMW for how to read the graph');
  return lines;
}
