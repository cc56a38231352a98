import { topTable } from '../../analysis/top';
import { buildTree } from '../../analysis/tree';
import { flameSvg } from '../../render/flame-svg';
import type { ComparisonSubject, Exporter, ProfileSubject } from '../types';
import { basisOf, counted, meaningOf } from '../words';
import { page } from './page';
import { comparisonSummary, profileSummary } from './summary';
import { diffRows, topRows } from './table';

/** What is smaller than this share of the whole is not in a report, to keep it a size that mail takes. */
const smallestShare = 0.0005;

function remarks(functionsLeft: number): string[] {
  const left =
    functionsLeft === 0
      ? 'All functions are listed.'
      : `${counted(functionsLeft, 'function')} below ${smallestShare * 100}% of the total ${functionsLeft === 1 ? 'is' : 'are'} not listed.`;
  return [
    `${left} In the flame graph, what is below ${smallestShare * 100}% is drawn together. All shares are of the whole.`,
    'Made by Flamebench. This file needs nothing else, and loads nothing.',
  ];
}

function profileReport(subject: ProfileSubject): string {
  const { title, profile, sampleIndex } = subject;
  const { type, unit } = profile.sampleTypes[sampleIndex]!;
  const top = topTable(profile, sampleIndex);
  const tree = buildTree([{ profile, sampleIndex }]);
  const rows = topRows(top, smallestShare);
  return page({
    title,
    subtitle: `Profile: ${meaningOf(type)}`,
    summary: profileSummary(subject, top, unit),
    flame: flameSvg(tree, { title, embedded: true, smallestShare }),
    table: rows.markup,
    remarks: remarks(rows.left),
  });
}

function comparisonReport(subject: ComparisonSubject): string {
  const { title, tree, diff, sampleType, normalisation } = subject;
  const rows = diffRows(diff, smallestShare);
  return page({
    title,
    subtitle: `Comparison: ${meaningOf(sampleType)}, ${basisOf(normalisation)}`,
    summary: comparisonSummary(subject),
    flame: flameSvg(tree, { title, embedded: true, smallestShare }),
    table: rows.markup,
    remarks: remarks(rows.left),
  });
}

/**
 * One file of HTML for people who have no Flamebench: summary, flame graph, table. Works offline and without
 * scripts, of which only its own may run.
 */
export const htmlExporter: Exporter = {
  id: 'html',
  label: 'report as a page',
  extensions: ['.html', '.htm'],
  profile: profileReport,
  comparison: comparisonReport,
};
