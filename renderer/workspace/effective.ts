import type { Session } from '../state/session';
import type { Choices } from '../state/workspace-state';
import {
  defaultChoice,
  fairNormalisation,
  type NormalisationKind,
  noPerRequest,
  profilesOf,
  type SampleChoice,
  sampleChoices,
} from './comparable';

/** What choices come to for a certain session: linked panes share choices, not each has the same to offer. */
export interface Looks {
  readonly samples: readonly SampleChoice[];
  /** undefined where the session has nothing to measure. */
  readonly sample: SampleChoice | undefined;
  readonly normalisation: NormalisationKind;
}

export function effective(session: Session, choices: Choices): Looks {
  const samples = sampleChoices(session);
  const sample =
    // '' is no choice yet, though a type may have no name.
    (choices.sampleType === '' ? undefined : samples.find((s) => s.type === choices.sampleType)) ??
    defaultChoice(samples, profilesOf(session)[0]!.info);
  return { samples, sample, normalisation: normalisationFor(session, sample, choices.normalisation) };
}

function normalisationFor(
  session: Session,
  sample: SampleChoice | undefined,
  wanted: NormalisationKind | null,
): NormalisationKind {
  if (session.kind === 'single' || sample === undefined) return 'absolute';
  const possible =
    wanted !== null && (wanted !== 'per-request' || noPerRequest(session, sample.type) === undefined);
  return possible ? wanted : fairNormalisation(session, sample.type);
}
