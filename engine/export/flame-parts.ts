import { growCallTree } from '../analysis/tree';
import type { CallTree } from '../analysis/types';
import type { Work } from '../work/work';
import type { ComparisonSubject, ProfileSubject } from './types';
import type { ReportWords } from './words';

/** The call tree that a picture of the profile shows. */
export function* shapedTree({ profile, sampleIndex, seen, tree }: ProfileSubject): Work<CallTree> {
  return tree ?? (yield* growCallTree([{ profile, sampleIndex }], seen?.shape));
}

/** What a drawing of one side is headed. */
export function headingsOf({ sides: [before, after] }: ComparisonSubject, { facts }: ReportWords): string[] {
  return [`${facts.before} · ${before.name}`, `${facts.after} · ${after.name}`];
}
