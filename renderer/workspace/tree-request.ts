import type { Session } from '../state/session';
import type { Choices } from '../state/workspace-state';
import { normalisationOf, profilesOf } from './comparable';
import { effective } from './effective';
import type { TreeRequest } from './trees';

/** The tree of a session that is looked at so; null where the session has nothing to measure. */
export function treeRequest(session: Session, choices: Choices): TreeRequest | null {
  const { sample, normalisation } = effective(session, choices);
  if (sample === undefined) return null;
  return {
    profileIds: profilesOf(session).map((p) => p.info.profileId),
    sampleType: sample.type,
    sampleIndex: sample.index,
    normalisation: normalisationOf(normalisation, session),
    query: choices.query,
    unit: choices.unit,
  };
}
