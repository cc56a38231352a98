import { FlamebenchError, toFailure } from '../../../proto/errors';
import type { Run } from '../../../proto/run';
import { ask } from '../../host';
import { words } from '../../words/words';
import type { Note, Screen, Tab } from '../model';
import { comparisonNotes, runNotes, sideNotes } from '../run-notes';
import type { Session } from '../session';
import { notify, type Ports } from '../store';
import { openTabs } from '../tabs';
import { compareSides, letGo, openSide, pairsOfRun, type RunSide, sidesOfRun } from './rounds';

/** Reads the list of saved runs again. */
export async function refreshRuns({ host, store }: Ports): Promise<void> {
  try {
    store.setState({ runs: await ask(host, 'library.list', null), runsFailure: null });
  } catch (thrown) {
    store.setState({ runsFailure: toFailure(thrown, 'the library') });
    return;
  }
  // Telling of what is broken is a courtesy: where that fails, the list is whole without it.
  store.setState({ brokenRuns: await ask(host, 'library.broken', null).catch(() => []) });
}

/** Picks a run for comparing, or takes it back. A third pick replaces the second. */
export function pickRun({ store }: Ports, id: string): void {
  store.setState(({ picked }) => ({
    picked: picked.includes(id) ? picked.filter((p) => p !== id) : [...picked.slice(0, 1), id],
  }));
}

/** Says which side of a picked run that has two is compared. */
export function pickSide({ store }: Ports, id: string, variant: number): void {
  store.setState(({ pickedSides }) => ({ pickedSides: { ...pickedSides, [id]: variant } }));
}

/** Shows a saved run: a tab for each of its profiles. */
export async function openRun(ports: Ports, id: string): Promise<void> {
  try {
    await showRun(ports, await ask(ports.host, 'library.run', { id }));
  } catch (thrown) {
    notify(ports.store, thrown, id);
  }
}

/** Whether new tabs come before a screen, asked in the moment they open; else they open behind it. */
type InFront = (screen: Screen) => boolean;
const always: InFront = () => true;

/**
 * Shows what a run measured: its load where no profile was taken to its end, otherwise a tab for each kind of profile. Of two variants that is their comparison; of one it
 * is its profile, with the offer to compare it with a previous run's.
 */
export async function showRun(
  ports: Ports,
  run: Run,
  previous: Tab['previous'] = null,
  inFront = always,
): Promise<void> {
  if (run.captures.length === 0) {
    ports.store.setState(({ screen }) => ({ screen: inFront(screen) ? { kind: 'run', run } : screen }));
    return;
  }
  const pairs = pairsOfRun(run);
  if (pairs.length > 0) {
    await showPairs(ports, pairs, runNotes(run), inFront);
    return;
  }
  const sides = run.plan.variants.flatMap((_, variant) => sidesOfRun(run, variant));
  const opened = await Promise.all(sides.map((side) => openSide(ports, side)));
  const sessions = opened.map(({ profile }): Session => ({ kind: 'single', profile }));
  show(ports, sessions, inFront, { previous, notes: runNotes(run) });
  // Rounds that only made a pool are not needed any more.
  for (const { rounds } of opened) letGo(ports, rounds);
}

/** Which side of each run is compared: rows of their variants. */
type ComparedSides = readonly [before: number, after: number];

/** Compares two saved runs: a tab for each kind of profile that both have. */
export async function compareRuns(
  ports: Ports,
  beforeId: string,
  afterId: string,
  sides: ComparedSides = [0, 0],
): Promise<void> {
  try {
    const [before, after] = await Promise.all(
      [beforeId, afterId].map((id) => ask(ports.host, 'library.run', { id })),
    );
    await showComparison(ports, before!, after!, sides);
  } catch (thrown) {
    notify(ports.store, thrown, words().comparison.both(beforeId, afterId));
  }
}

/** The runs picked on the start page, the earlier as the side before. */
export async function comparePicked(ports: Ports): Promise<void> {
  const { picked, pickedSides, runs } = ports.store.getState();
  if (picked.length !== 2) return;
  const age = (id: string) => runs?.find((r) => r.id === id)?.createdAt ?? '';
  const [before, after] = [...picked].sort((a, b) => (age(a) < age(b) ? -1 : 1));
  ports.store.setState({ picked: [], pickedSides: {} });
  await compareRuns(ports, before!, after!, [pickedSides[before!] ?? 0, pickedSides[after!] ?? 0]);
}

/** Shows two runs side by side, kind by kind, in the order of the first run's plan. Of a run of two one side is said to be it. */
async function showComparison(ports: Ports, before: Run, after: Run, sides: ComparedSides): Promise<void> {
  const others = sidesOfRun(after, sides[1]);
  const pairs = sidesOfRun(before, sides[0]).flatMap((side): [RunSide, RunSide][] => {
    const other = others.find(({ kind }) => kind === side.kind);
    return other === undefined ? [] : [[side, other]];
  });
  if (pairs.length === 0) {
    const names = words().comparison.both(before.label || before.id, after.label || after.id);
    throw new FlamebenchError('bad-argument', names, { reason: 'they have no kind of profile in common' });
  }
  const notes = [before, after].flatMap((run, i) =>
    [...sideNotes(run, sides[i]!), ...runNotes(run)].map((note) => () => `${run.label || run.id}: ${note()}`),
  );
  await showPairs(ports, pairs, notes, always);
}

async function showPairs(
  ports: Ports,
  pairs: readonly [RunSide, RunSide][],
  notes: readonly Note[],
  inFront: InFront,
): Promise<void> {
  const sessions = await Promise.all(pairs.map(([before, after]) => compareSides(ports, before, after)));
  for (const [i, session] of sessions.entries()) {
    const [before, after] = pairs[i]!;
    // The first stays in front of the others.
    const front: InFront = (screen) => i === 0 && inFront(screen);
    show(ports, [session], front, { notes: [...comparisonNotes(before, after, session), ...notes] });
  }
}

function show(
  { store }: Ports,
  sessions: readonly Session[],
  inFront: InFront,
  about: Parameters<typeof openTabs>[2],
) {
  store.setState((state) => {
    const { tabs, screen } = openTabs(state, sessions, about);
    return { tabs, screen: inFront(state.screen) ? screen : state.screen };
  });
}
