import { counterpart, sampleTypeNames } from '../../engine/model/sample-types';
import type { AppState, Screen, Tab } from './model';
import type { OpenProfile, Session } from './session';

/** Pure changes of what is open. Each takes the state's part it needs and returns what changed. */

type Open = Pick<AppState, 'tabs' | 'screen' | 'profiles'>;

/** The profiles a session shows, in order. */
export function profilesOf(session: Session): readonly OpenProfile[] {
  return session.kind === 'single' ? [session.profile] : [session.before, session.after];
}

/** Every profile that a session needs open: what it shows, and the rounds behind it. */
export function heldBy(session: Session): readonly OpenProfile[] {
  const rounds = session.kind === 'comparison' ? session.rounds : undefined;
  return [...profilesOf(session), ...(rounds?.before ?? []), ...(rounds?.after ?? [])];
}

/** The tab on screen, if one is. */
export function activeTab(state: Pick<AppState, 'tabs' | 'screen'>): Tab | null {
  const { screen } = state;
  return screen.kind === 'tab' ? (state.tabs.find((t) => t.id === screen.id) ?? null) : null;
}

/**
 * Shows sessions in tabs, the first of them in front. A session that is open already is shown where it is
 * rather than twice.
 *
 * @param about what the new tabs say above their session
 */
export function openTabs(
  state: Pick<AppState, 'tabs' | 'screen'>,
  sessions: readonly Session[],
  about: Partial<Pick<Tab, 'previous' | 'notes'>> = {},
): Pick<AppState, 'tabs' | 'screen'> {
  let tabs = state.tabs;
  let front: number | null = null;
  for (const session of sessions) {
    const key = keyOf(session);
    let tab = tabs.find((t) => keyOf(t.session) === key);
    if (tab === undefined) {
      const id = tabs.reduce((most, t) => Math.max(most, t.id), 0) + 1;
      tab = { id, session, previous: null, notes: [], ...about };
      tabs = [...tabs, tab];
    }
    front ??= tab.id;
  }
  return { tabs, screen: front === null ? state.screen : { kind: 'tab', id: front } };
}

/**
 * Closes a tab; its right-hand neighbour comes to the front, else the left-hand one, else the start page.
 * `released` are the profiles that no tab shows any more.
 */
export function closeTab(state: Open, id: number): Open & { released: readonly OpenProfile[] } {
  const at = state.tabs.findIndex((t) => t.id === id);
  if (at < 0) return { ...pick(state), released: [] };
  const tabs = state.tabs.filter((t) => t.id !== id);
  const neighbour = tabs[at] ?? tabs[at - 1];
  const inFront = state.screen.kind === 'tab' && state.screen.id === id;
  const next: Screen = neighbour === undefined ? { kind: 'start' } : { kind: 'tab', id: neighbour.id };
  const shown = new Set(tabs.flatMap((t) => heldBy(t.session)).map((p) => p.info.profileId));
  const released: OpenProfile[] = [];
  const profiles = new Map<string, OpenProfile>();
  for (const [source, profile] of state.profiles) {
    if (shown.has(profile.info.profileId)) profiles.set(source, profile);
    else released.push(profile);
  }
  return { tabs, screen: inFront ? next : state.screen, profiles, released };
}

/** Sample types that both profiles have, as the first calls them and in its order: what they can be compared by. */
export function sharedSampleTypes(a: OpenProfile, b: OpenProfile): readonly string[] {
  const [own, others] = [a.info.sampleTypes, b.info.sampleTypes];
  return sampleTypeNames(own).filter((_, row) => counterpart(own, row, others) >= 0);
}

/** The other open profiles that the one in front can be compared with, in the order of their tabs. */
export function comparableWith(tabs: readonly Tab[], tab: Tab): readonly Tab[] {
  const { session } = tab;
  if (session.kind !== 'single') return [];
  return tabs.filter(
    (other) =>
      other.id !== tab.id &&
      other.session.kind === 'single' &&
      sharedSampleTypes(session.profile, other.session.profile).length > 0,
  );
}

/** Puts the earlier of two profiles first; where a time is unknown, the order given stands. */
export function comparisonOf(one: OpenProfile, other: OpenProfile): Session {
  const [a, b] = [one.info.timeMs, other.info.timeMs];
  const swap = a > 0 && b > 0 && b < a;
  return swap
    ? { kind: 'comparison', before: other, after: one }
    : { kind: 'comparison', before: one, after: other };
}

/** What a tab is called; what the two sides' titles end in alike is said once: 'slow → fast · CPU'. */
export function titleOf(session: Session): string {
  if (session.kind === 'single') return session.profile.title;
  const [before, after] = [session.before.title, session.after.title];
  const kind = / · [^·]+$/.exec(after)?.[0] ?? '';
  const short = kind !== '' && before.endsWith(kind) ? before.slice(0, -kind.length) : before;
  return `${short} → ${after}`;
}

function keyOf(session: Session): string {
  return `${session.kind}:${profilesOf(session)
    .map((p) => p.info.profileId)
    .join(':')}`;
}

function pick({ tabs, screen, profiles }: Open): Open {
  return { tabs, screen, profiles };
}
