import { showAll } from '../views/links';
import { front } from './front';

/** Commands that reach the workspace in sight from outside it: the application's menu sends them. */
export type WorkspaceCommand = 'find' | 'reset-zoom';

/** Asks the workspace that is in sight to do something; nothing happens where there is none. */
export function sendCommand(command: WorkspaceCommand): void {
  const { workspace } = front.getState();
  if (workspace === null) return;
  if (command === 'find') workspace.focusSearch();
  else {
    const links = workspace.model.hub.get(workspace.activePane())?.links;
    if (links !== undefined) showAll(links);
  }
}
