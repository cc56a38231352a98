/** Commands that reach the workspace in sight from outside it: the application's menu sends them. */
export type WorkspaceCommand = 'find' | 'reset-zoom';

/** Workspaces listen here; others call {@link sendCommand}. */
export const bus = new EventTarget();

/** Asks the workspace that is in sight to do something; nothing happens where there is none. */
export function sendCommand(command: WorkspaceCommand): void {
  bus.dispatchEvent(new Event(command));
}
