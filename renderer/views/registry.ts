import type { Session } from '../state/session';
import { Callers } from './callers/callers';
import type { View } from './contract';
import { Diff } from './diff/diff';
import { Disasm } from './disasm/disasm';
import { Flame } from './flame/flame';
import { FlameChange } from './flame/flame-change';
import { FlamePair } from './flame/flame-pair';
import { Sandwich } from './flame/sandwich';
import { Goroutines } from './goroutines/goroutines';
import { Graph } from './graph/graph';
import { Load } from './load/load';
import { Notes } from './notes/notes';
import { Source } from './source/source';
import { Summary } from './summary/summary';
import { Tags } from './tags/tags';
import { Top } from './top/top';
import { Traces } from './traces/traces';
import { Tree } from './tree/tree';

const single = ['single'] as const;
const comparison = ['comparison'] as const;
const any = ['single', 'comparison'] as const;

/** Only what counts goroutines has any to show. */
function countsGoroutines(session: Session): boolean {
  const profiles = session.kind === 'single' ? [session.profile] : [session.before, session.after];
  return profiles.every(({ info }) => info.sampleTypes.some(({ type }) => /^goroutines?$/.test(type)));
}

/** Every view, in the order of its tabs and of the list it is opened from. README.md says how one is added. */
// biome-ignore format: one view a line
export const views: readonly View[] = [
  { id: 'flame', title: (w) => w.views.flame, forSessions: single, defaultPlace: 'main', isPicture: true, Component: Flame },
  { id: 'pair', title: (w) => w.views.pair, forSessions: comparison, defaultPlace: 'main', isPicture: true, Component: FlamePair },
  { id: 'change', title: (w) => w.views.change, forSessions: comparison, defaultPlace: 'main', isPicture: true, Component: FlameChange },
  { id: 'sandwich', title: (w) => w.views.sandwich, forSessions: any, defaultPlace: 'none', isPicture: true, Component: Sandwich },
  { id: 'summary', title: (w) => w.views.summary, forSessions: any, defaultPlace: 'main', showsEmpty: true, Component: Summary },
  { id: 'graph', title: (w) => w.views.graph, forSessions: any, defaultPlace: 'main', isPicture: true, Component: Graph },
  { id: 'diff', title: (w) => w.views.diff, forSessions: comparison, defaultPlace: 'side', Component: Diff },
  { id: 'top', title: (w) => w.views.top, forSessions: any, defaultPlace: 'side', Component: Top },
  { id: 'callers', title: (w) => w.views.callers, forSessions: any, defaultPlace: 'none', Component: Callers },
  { id: 'tree', title: (w) => w.views.tree, forSessions: any, defaultPlace: 'none', Component: Tree },
  { id: 'tags', title: (w) => w.views.tags, forSessions: any, defaultPlace: 'none', Component: Tags },
  { id: 'traces', title: (w) => w.views.traces, forSessions: any, defaultPlace: 'none', Component: Traces },
  { id: 'source', title: (w) => w.views.source, forSessions: any, defaultPlace: 'none', Component: Source },
  { id: 'disasm', title: (w) => w.views.disasm, forSessions: any, defaultPlace: 'none', Component: Disasm },
  { id: 'goroutines', title: (w) => w.views.goroutines, forSessions: any, defaultPlace: 'none', needs: countsGoroutines, Component: Goroutines },
  { id: 'load', title: (w) => w.views.load, forSessions: any, defaultPlace: 'none', showsEmpty: true, Component: Load },
  { id: 'notes', title: (w) => w.views.notes, forSessions: any, defaultPlace: 'none', showsEmpty: true, Component: Notes },
];

/** The views that have something to show for a session. */
export function viewsFor(session: Session): readonly View[] {
  return views.filter((view) => view.forSessions.includes(session.kind) && (view.needs?.(session) ?? true));
}

export function findView(id: string): View | undefined {
  return views.find((view) => view.id === id);
}
