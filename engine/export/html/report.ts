import { findDifferences } from '../../analysis/diff';
import { findTop } from '../../analysis/top';
import type { CallTree } from '../../analysis/types';
import { drawFlame } from '../../render/flame-svg';
import { fill } from '../../render/picture-words';
import { writtenIn } from '../../units/format';
import { type Work, within } from '../../work/work';
import { headingsOf, shapedTree } from '../flame-parts';
import type { ComparisonSubject, Exporter, ExportSubject, ProfileSubject } from '../types';
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

/** The flame graph of a report, as it is seen. */
function* picture(tree: CallTree, subject: ExportSubject, words: ReportWords): Work<string> {
  const { title, seen } = subject;
  const parts: string[] = [];
  const options = {
    ...{ title, embedded: true, smallestShare, words: words.picture },
    headings: subject.kind === 'profile' ? [] : headingsOf(subject, words),
    ...(seen === undefined ? {} : { seen }),
  };
  yield* drawFlame(tree, options, (text) => parts.push(text));
  return parts.join('');
}

function* profileReport(subject: ProfileSubject, words: ReportWords): Work<string> {
  const { title, profile, sampleIndex, unit: asked = '', seen } = subject;
  const { type, unit } = profile.sampleTypes[sampleIndex]!;
  const counted = yield* within(0, 0.3, findTop(profile, sampleIndex));
  const top = { ...counted, unit: writtenIn(counted.unit, asked) };
  const built = yield* within(0.3, 0.75, shapedTree(subject));
  const tree = { ...built, unit: writtenIn(built.unit, asked) };
  const rows = yield* within(0.75, 0.8, topRows(top, smallestShare, words));
  return page({
    title,
    subtitle: fill(words.profile, { what: meaningOf(type, words) }),
    summary: profileSummary(subject, top, unit, words),
    flame: yield* within(0.8, 1, picture(tree, subject, words)),
    scale: seen?.scale ?? 'red-green',
    table: rows.markup,
    remarks: remarks(rows.left, words),
    words,
  });
}

function* comparisonReport(subject: ComparisonSubject, words: ReportWords): Work<string> {
  const { title, sampleType, normalisation, unit = '', seen } = subject;
  const written = (tree: CallTree) => ({ ...tree, unit: writtenIn(tree.unit, unit) });
  const tree = written(subject.tree);
  const diff = yield* within(0, 0.5, findDifferences(tree));
  const rows = yield* within(0.5, 0.6, diffRows(diff, smallestShare, seen?.noise ?? null, words));
  return page({
    title,
    subtitle: fill(words.comparison, {
      what: meaningOf(sampleType, words),
      basis: words.basis[normalisation],
    }),
    summary: comparisonSummary({ ...subject, tree }, diff, words),
    flame: yield* within(0.6, 1, picture(written(subject.shaped ?? tree), subject, words)),
    scale: seen?.scale ?? 'red-green',
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
