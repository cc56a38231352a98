import { createStore } from 'zustand/vanilla';
import type { Session } from '../state/session';
import type { Shown } from './context';
import type { DockControls } from './dock-controls';
import type { WorkspaceModel } from './model';

/** The workspace in sight, for those who act on it from outside: commands, the palette, the menu. */
export interface FrontWorkspace {
  readonly session: Session;
  readonly model: WorkspaceModel;
  readonly dock: DockControls;
  /** What the active pane shows; null while it shows nothing. */
  shown(): Shown | null;
  /** Id of the pane that keys and commands act on; '' = none. */
  activePane(): string;
  focusSearch(): void;
  addFilter(): void;
  /** Takes every filter of the active pane, and of those linked to it, away. */
  clearFilters(): void;
}

export const front = createStore<{ readonly workspace: FrontWorkspace | null }>(() => ({ workspace: null }));
