import type { Normalisation } from '../../engine/analysis/types';
import { accumulates } from '../../engine/model/accumulates';
import { counterpart, sampleTypeNames } from '../../engine/model/sample-types';
import { fairBasis } from '../../engine/stats/fair-basis';
import type { FlameData, ProfileInfo } from '../../engine/worker/protocol';
import type { OpenProfile, Session } from '../state/session';
import type { Side } from '../views/contract';
import { words } from '../words/words';

/** What of two captures can be compared, and how; and the sides views speak of. Pure. */

export type NormalisationKind = Normalisation['kind'];

/** A choice of what the widths measure: a column of the profile. */
export interface SampleChoice {
  /** What the sample type is called where there may be others of its type: 'cpu', 'space/bytes'. */
  readonly type: string;
  readonly unit: string;
  /** Its row in the first profile. */
  readonly index: number;
}

export function profilesOf(session: Session): readonly OpenProfile[] {
  return session.kind === 'single' ? [session.profile] : [session.before, session.after];
}

/** The sample types that all profiles of the session have, in units that can be compared, in the order of the first. */
export function sampleChoices(session: Session): SampleChoice[] {
  const [first, ...others] = profilesOf(session).map((p) => p.info.sampleTypes);
  const names = sampleTypeNames(first);
  return first
    .map(({ unit }, index) => ({ type: names[index], unit, index }))
    .filter(({ index }) => others.every((types) => counterpart(first, index, types) >= 0));
}

/** The choice shown first: what the profile itself calls its default, else the last. */
export function defaultChoice(choices: readonly SampleChoice[], info: ProfileInfo): SampleChoice | undefined {
  return choices.find((c) => c.index === info.defaultSampleIndex) ?? choices[choices.length - 1];
}

/** Why values cannot be shown per request; undefined when they can. */
export function noPerRequest(session: Session, sampleType: string): string | undefined {
  if (!accumulates(sampleType)) return words().workspace.inUse;
  if (profilesOf(session).every((p) => p.requests > 0)) return undefined;
  return words().workspace.needsRequests;
}

/** The fair way to begin with; the command line begins with the same. */
export function fairNormalisation(session: Session, sampleType: string): NormalisationKind {
  if (session.kind === 'single') return 'absolute';
  const { before, after, rounds } = session;
  const side = ({ requests, info }: OpenProfile, captures = 1) => ({
    requests,
    duration: info.durationMs,
    captures,
  });
  return fairBasis(sampleType, side(before, rounds?.before.length), side(after, rounds?.after.length));
}

export function normalisationOf(kind: NormalisationKind, session: Session): Normalisation {
  if (kind !== 'per-request') return { kind };
  const [before, after] = profilesOf(session).map((p) => p.requests);
  return { kind, requests: [before, after] };
}

/** The sides of a tree. Percentages are of the sum of absolute values, which is the drawing's width. */
export function sidesOf(
  session: Session,
  data: FlameData,
  sampleType: string,
  kind: NormalisationKind,
): Side[] {
  const profiles = profilesOf(session);
  return profiles.map((profile, i) => {
    const { requests } = profile;
    const layout = data.layouts[profiles.length === 1 ? 0 : i + 1];
    const known = kind === 'absolute' && requests > 0 && accumulates(sampleType);
    return {
      // Asked at each look: they follow the window's language.
      get title() {
        return profile.title;
      },
      get origin() {
        return profile.origin;
      },
      total: layout.width[0] ?? 0,
      requests,
      perRequest: known ? (value: number) => value / requests : null,
    };
  });
}

/**
 * One sentence that says what a normalisation makes of the numbers.
 * @param totals of the sides, where they are known: one of 0 cannot be made equal to another
 */
export function normalisationSentence(kind: NormalisationKind, totals: readonly number[] = []): string {
  switch (kind) {
    case 'absolute':
      return words().workspace.asMeasured;
    case 'equal-totals':
      return totals.includes(0) ? words().workspace.totalIsZero : words().workspace.totalsEqual;
    case 'per-request':
      return words().workspace.byRequests;
  }
}

/** Why there is nothing to draw, in one sentence. */
export function emptyWords(sampleType: string): string {
  return words().workspace.empty(sampleType);
}
