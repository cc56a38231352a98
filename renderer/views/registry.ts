import type { Session } from '../state/session';
import type { View } from './contract';
import { Diff } from './diff/diff';
import { Flame } from './flame/flame';
import { FlameChange } from './flame/flame-change';
import { FlamePair } from './flame/flame-pair';
import { Notes } from './notes/notes';
import { Top } from './top/top';

/** Every view, in the order of its tabs. README.md says how one is added. */
export const views: readonly View[] = [
  { id: 'flame', title: 'Flame graph', place: 'picture', forSessions: ['single'], Component: Flame },
  { id: 'pair', title: 'Side by side', place: 'picture', forSessions: ['comparison'], Component: FlamePair },
  {
    id: 'change',
    title: 'Difference',
    place: 'picture',
    forSessions: ['comparison'],
    Component: FlameChange,
  },
  {
    id: 'notes',
    title: 'Notes',
    place: 'picture',
    forSessions: ['single', 'comparison'],
    Component: Notes,
  },
  { id: 'top', title: 'Functions', place: 'table', forSessions: ['single'], Component: Top },
  { id: 'diff', title: 'Changes', place: 'table', forSessions: ['comparison'], Component: Diff },
];

export function viewsFor(kind: Session['kind'], place: View['place']): readonly View[] {
  return views.filter((view) => view.place === place && view.forSessions.includes(kind));
}
