import type { AppState } from './model';
import type { Session } from './session';
import { readSettings, type Settings } from './settings';
import { profilesOf } from './tabs';
import type { WorkspaceState } from './workspace-state';
import type { Arrangement, Arrangements } from './workspaces';

/** What is kept of the window from one start to the next, as text and back. Pure. */

/** A profile by where it came from; see OpenProfile.source. */
export interface KeptProfile {
  readonly source: string;
  readonly title: string;
}

export interface KeptTab {
  readonly kind: Session['kind'];
  /** One, or before and after. */
  readonly profiles: readonly KeptProfile[];
  readonly workspace: WorkspaceState | null;
}

export interface KeptDesk {
  readonly settings: Settings;
  readonly tabs: readonly KeptTab[];
  /** Row of the tab in front; -1 = the start page. */
  readonly front: number;
  /** How sessions of each kind open. */
  readonly arrangements: Arrangements;
}

const version = 1;

/** @param workspaceOf how a session's workspace stands */
export function writeDesk(
  { tabs, screen, settings }: Pick<AppState, 'tabs' | 'screen' | 'settings'>,
  workspaceOf: (session: Session) => WorkspaceState | undefined,
  arrangements: Arrangements,
): string {
  const desk: KeptDesk = {
    settings,
    tabs: tabs.map(({ session }) => ({
      kind: session.kind,
      profiles: profilesOf(session).map(({ source, title }) => ({ source, title })),
      workspace: workspaceOf(session) ?? null,
    })),
    front: screen.kind === 'tab' ? tabs.findIndex(({ id }) => id === screen.id) : -1,
    arrangements,
  };
  return JSON.stringify({ version, ...desk });
}

/** What was kept; of a text that is none of ours, or damaged, the settings as usual and nothing open. */
export function readDesk(text: string): KeptDesk {
  const kept = parsed(text);
  const tabs = kept.version === version && Array.isArray(kept.tabs) ? kept.tabs.filter(isTab) : [];
  const front = Number.isInteger(kept.front) ? (kept.front as number) : -1;
  const arrangements = isArrangements(kept.arrangements) ? kept.arrangements : {};
  return { settings: readSettings(kept.settings), tabs, front, arrangements };
}

function parsed(text: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as { [key: string]: unknown }) : {};
  } catch {
    return {};
  }
}

function isTab(value: unknown): value is KeptTab {
  const { kind, profiles, workspace } = (value ?? {}) as Partial<KeptTab>;
  const count = kind === 'single' ? 1 : kind === 'comparison' ? 2 : 0;
  return (
    Array.isArray(profiles) &&
    profiles.length === count &&
    count > 0 &&
    profiles.every((p) => typeof p?.source === 'string' && typeof p.title === 'string') &&
    (workspace === null || isWorkspace(workspace))
  );
}

function isArrangements(value: unknown): value is Arrangements {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((each) => isArrangement(each))
  );
}

function isArrangement(value: unknown): value is Arrangement {
  const { panes, active } = (value ?? {}) as Partial<Arrangement>;
  return (
    typeof active === 'string' &&
    typeof panes === 'object' &&
    panes !== null &&
    Object.values(panes).every(
      (pane) =>
        typeof pane?.viewId === 'string' &&
        typeof pane.subject === 'string' &&
        (pane.own === null || isChoices(pane.own)),
    )
  );
}

function isWorkspace(value: unknown): value is WorkspaceState {
  return isArrangement(value) && isChoices((value as Partial<WorkspaceState>).choices);
}

function isChoices(value: unknown): boolean {
  const { sampleType, pattern, query } = (value ?? {}) as Partial<WorkspaceState['choices']>;
  return typeof sampleType === 'string' && typeof pattern === 'string' && typeof query === 'object';
}

/** A workspace whose panes name their subjects by the sources these profiles have now. */
export function renamed(workspace: WorkspaceState, sources: ReadonlyMap<string, string>): WorkspaceState {
  const subjectOf = (subject: string) => {
    const at = subject.indexOf(':');
    if (at < 0) return subject;
    const parts = subject.slice(at + 1).split('|');
    return `${subject.slice(0, at)}:${parts.map((part) => sources.get(part) ?? part).join('|')}`;
  };
  const panes = Object.entries(workspace.panes).map(
    ([id, pane]) => [id, { ...pane, subject: subjectOf(pane.subject) }] as const,
  );
  return { ...workspace, panes: Object.fromEntries(panes) };
}
