import type { AppState } from './model';
import type { Session } from './session';
import { profilesOf, titleOf } from './tabs';

/** Something a pane can show: an open profile, or a comparison that a tab shows. */
export interface Subject {
  readonly key: string;
  readonly title: string;
  readonly session: Session;
}

/** Names a session by what its profiles were read from; stays true from one start to the next. */
export function subjectKey(session: Session): string {
  return `${session.kind}:${profilesOf(session)
    .map((p) => p.source)
    .join('|')}`;
}

/** Everything that is open, each once: the tabs' sessions, then profiles that stand only in comparisons. */
export function subjectsOf({ tabs, profiles }: Pick<AppState, 'tabs' | 'profiles'>): readonly Subject[] {
  const found = new Map<string, Subject>();
  const add = (session: Session) => {
    const key = subjectKey(session);
    if (!found.has(key))
      found.set(key, {
        key,
        get title() {
          return titleOf(session);
        },
        session,
      });
  };
  for (const { session } of tabs) add(session);
  for (const profile of profiles.values()) add({ kind: 'single', profile });
  return [...found.values()];
}
