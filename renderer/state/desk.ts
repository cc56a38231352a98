import { isArrangements, isTab, type KeptTab, withEveryPart } from './desk-check';
import type { AppState } from './model';
import type { Session } from './session';
import { readSettings, type Settings } from './settings';
import { profilesOf } from './tabs';
import type { WorkspaceState } from './workspace-state';
import type { Arrangements } from './workspaces';

/** What is kept of the window from one start to the next, as text and back. Pure. */

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

/** What was kept; of a text that is none of ours, or damaged, as much as makes sense: `isDamaged` says that there was more. */
export function readDesk(text: string): KeptDesk & { readonly isDamaged: boolean } {
  const kept = parsed(text);
  const given = Array.isArray(kept.tabs) ? kept.tabs.length : -1;
  const tabs =
    kept.version === version && Array.isArray(kept.tabs) ? kept.tabs.filter(isTab).map(wholeTab) : [];
  const front = Number.isInteger(kept.front) ? (kept.front as number) : -1;
  const arrangements = isArrangements(kept.arrangements) ? kept.arrangements : {};
  const isDamaged =
    text !== '' && (given !== tabs.length || (kept.arrangements ?? arrangements) !== arrangements);
  return { settings: readSettings(kept.settings), tabs, front, arrangements, isDamaged };
}

function wholeTab(tab: KeptTab): KeptTab {
  return { ...tab, workspace: tab.workspace === null ? null : withEveryPart(tab.workspace) };
}

function parsed(text: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as { [key: string]: unknown }) : {};
  } catch {
    return {};
  }
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
