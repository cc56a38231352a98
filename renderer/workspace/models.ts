import type { Session } from '../state/session';
import { recallWorkspace, usualArrangement } from '../state/workspaces';
import { emptyWorkspace, WorkspaceModel } from './model';

const models = new WeakMap<Session, WorkspaceModel>();

/** The workspace of a session: the same as long as the session is open, so that its history outlives its being in sight. */
export function modelOf(session: Session): WorkspaceModel {
  const known = models.get(session);
  if (known !== undefined) return known;
  const kept = recallWorkspace(session) ?? { ...emptyWorkspace, ...usualArrangement(session.kind) };
  const model = new WorkspaceModel(kept, () => performance.now());
  models.set(session, model);
  return model;
}
