import { topTable } from '../../analysis/top';
import { buildTree } from '../../analysis/tree';
import { flameSvg } from '../../render/flame-svg';
import { fill } from '../../render/picture-words';
import { writtenIn } from '../../units/format';
import type { ComparisonSubject, Exporter, ExportTools, ProfileSubject } from '../types';
import { counted, meaningOf, type ReportWords } from '../words';
import { page } from './page';
import { comparisonSummary, profileSummary } from './summary';
import { diffRows, topRows } from './table';

/** What is smaller than this share of the whole is not in a report, to keep it a size that mail takes. */
const smallestShare = 0.0005;

function remarks(functionsLeft: number, words: ReportWords): string[] {
  const share = `${smallestShare * 100}%`;
  const functions = counted(functionsLeft, words.functions);
  const left =
    functionsLeft === 0
      ? words.allListed
      : fill(functionsLeft === 1 ? words.leftOutOne : words.leftOut, { functions, share });
  return [`${left} ${fill(words.drawnTogether, { share })}`, words.madeBy];
}

async function profileReport(subject: ProfileSubject, { words, pace }: ExportTools): Promise<string> {
  const { title, profile, sampleIndex, unit: asked = '' } = subject;
  const { type, unit } = profile.sampleTypes[sampleIndex]!;
  const counted = topTable(profile, sampleIndex);
  const top = { ...counted, unit: writtenIn(counted.unit, asked) };
  pace.progress(0.4);
  await pace.step();
  const built = subject.tree ?? buildTree([{ profile, sampleIndex }]);
  const tree = { ...built, unit: writtenIn(built.unit, asked) };
  pace.progress(0.7);
  await pace.step();
  const rows = topRows(top, smallestShare, words);
  return page({
    title,
    subtitle: fill(words.profile, { what: meaningOf(type, words) }),
    summary: profileSummary(subject, top, unit, words),
    flame: flameSvg(tree, { title, embedded: true, smallestShare, words: words.picture }),
    table: rows.markup,
    remarks: remarks(rows.left, words),
    words,
  });
}

function comparisonReport(subject: ComparisonSubject, { words }: ExportTools): string {
  const { title, sampleType, normalisation, unit = '' } = subject;
  const tree = { ...subject.tree, unit: writtenIn(subject.tree.unit, unit) };
  const diff = { ...subject.diff, unit: writtenIn(subject.diff.unit, unit) };
  const rows = diffRows(diff, smallestShare, words);
  return page({
    title,
    subtitle: fill(words.comparison, {
      what: meaningOf(sampleType, words),
      basis: words.basis[normalisation],
    }),
    summary: comparisonSummary({ ...subject, tree, diff }, words),
    flame: flameSvg(tree, { title, embedded: true, smallestShare, words: words.picture }),
    table: rows.markup,
    remarks: remarks(rows.left, words),
    words,
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
