import type { Capture, CaptureKind, Run } from '../../../proto/run';
import type { OpenProfile, Session } from '../session';
import { notify, type Ports } from '../store';
import { heldBy } from '../tabs';
import { captureOrigin, sideTitle } from '../titles';
import { openCapture } from './profiles';

/** What one variant of a run measured of one kind: a side of a comparison. */
export interface RunSide {
  readonly run: Run;
  readonly kind: CaptureKind;
  readonly variant: number;
  /** By round; at least one. */
  readonly captures: readonly Capture[];
}

/** The sides a run has, by kind in the plan's order. */
export function sidesOfRun(run: Run, variant: number): RunSide[] {
  return [...new Set(run.plan.captures)].flatMap((kind) => {
    const captures = run.captures.filter((each) => each.kind === kind && each.variant === variant);
    captures.sort((a, b) => a.round - b.round);
    return captures.length === 0 ? [] : [{ run, kind, variant, captures }];
  });
}

/** A run of two variants as comparisons: both sides of each kind, with the rounds that both have. */
export function pairsOfRun(run: Run): [RunSide, RunSide][] {
  const second = sidesOfRun(run, 1);
  return sidesOfRun(run, 0).flatMap((before): [RunSide, RunSide][] => {
    const after = second.find(({ kind }) => kind === before.kind);
    if (after === undefined) return [];
    const common = (side: RunSide, other: RunSide): RunSide => ({
      ...side,
      captures: side.captures.filter(({ round }) => other.captures.some((each) => each.round === round)),
    });
    const pair: [RunSide, RunSide] = [common(before, after), common(after, before)];
    return pair[0].captures.length === 0 ? [] : [pair];
  });
}

/** Opens a side as one profile, which is the pool of its rounds where it has several, and each round by itself. */
export async function openSide(
  ports: Ports,
  side: RunSide,
): Promise<{ profile: OpenProfile; rounds: readonly OpenProfile[] }> {
  const { run, captures } = side;
  const rounds = await Promise.all(captures.map((capture) => openCapture(ports, run, capture)));
  return { profile: rounds.length === 1 ? rounds[0]! : await pooled(ports, side, rounds), rounds };
}

async function pooled(
  { store, engine }: Ports,
  { run, kind, variant, captures }: RunSide,
  rounds: readonly OpenProfile[],
): Promise<OpenProfile> {
  const source = `run:${run.id}/${captures.map(({ file }) => file).join('+')}`;
  const open = store.getState().profiles.get(source);
  if (open !== undefined) return open;
  const info = await engine.call('pool', {
    profileIds: rounds.map((round) => round.info.profileId),
    name: sideTitle(run, { kind, variant }),
  });
  const profile: OpenProfile = {
    info,
    source,
    get title() {
      return sideTitle(run, { kind, variant });
    },
    get origin() {
      return captureOrigin(run, captures);
    },
    kind,
    requests: captures.reduce((sum, { requests }) => sum + requests, 0),
    run: run.id,
  };
  store.setState(({ profiles }) => ({ profiles: new Map(profiles).set(source, profile) }));
  return profile;
}

/** Two sides as a comparison. */
export async function compareSides(ports: Ports, before: RunSide, after: RunSide): Promise<Session> {
  const [one, other] = await Promise.all([openSide(ports, before), openSide(ports, after)]);
  const session = { kind: 'comparison', before: one.profile, after: other.profile } as const;
  if (one.rounds.length === 1 && other.rounds.length === 1) return session;
  const paired = before.run.id === after.run.id;
  return { ...session, rounds: { before: one.rounds, after: other.rounds, paired } };
}

/** Closes those of some profiles that no tab needs. */
export function letGo({ store, engine }: Ports, profiles: readonly OpenProfile[]): void {
  const held = new Set(store.getState().tabs.flatMap(({ session }) => heldBy(session).map((p) => p.source)));
  const unheld = profiles.filter(({ source }) => !held.has(source));
  store.setState((state) => {
    const kept = new Map(state.profiles);
    for (const { source } of unheld) kept.delete(source);
    return { profiles: kept };
  });
  for (const { info } of unheld) {
    engine.call('close', { profileId: info.profileId }).catch((thrown) => notify(store, thrown, info.name));
  }
}
