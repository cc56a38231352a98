import { createContext, useContext } from 'react';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import type { Subject } from '../state/subjects';
import type { FrameMenuAt } from '../views/contract';
import type { DockControls } from './dock-controls';
import type { WorkspaceModel } from './model';
import type { Tree } from './trees';

/** What the parts of a workspace share. */
export interface WorkspaceParts {
  readonly session: Session;
  readonly engine: EngineClient;
  /** Everything that is open in the window: what a pane can show. */
  readonly subjects: readonly Subject[];
  readonly model: WorkspaceModel;
  readonly dock: DockControls;
  readonly onFrameMenu: (paneId: string, tree: Tree, at: FrameMenuAt) => void;
  /** Told what each pane shows, for the toolbar, the summary and exports. */
  readonly onShown: (paneId: string, shown: Shown | null) => void;
  readonly onClose: () => void;
}

/** What one pane shows at the moment. */
export interface Shown {
  readonly session: Session;
  readonly tree: Tree;
  /** False while another tree is on its way. */
  readonly settled: boolean;
}

export const WorkspaceContext = createContext<WorkspaceParts | null>(null);

export function useWorkspace(): WorkspaceParts {
  const parts = useContext(WorkspaceContext);
  if (parts === null) throw new Error('a part of a workspace stands outside its context');
  return parts;
}
