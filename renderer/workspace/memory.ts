import type { Session } from '../state/session';
import type { NormalisationKind } from './comparable';

/** What a workspace remembers while the window is open, so that changing tabs loses nothing. */
export interface Choices {
  readonly pictureId: string;
  readonly sampleType: string;
  readonly normalisation: NormalisationKind;
  readonly pattern: string;
}

const choicesOf = new WeakMap<Session, Choices>();

export function recall(session: Session): Choices | undefined {
  return choicesOf.get(session);
}

export function remember(session: Session, choices: Choices): void {
  choicesOf.set(session, choices);
}

/** The table's pane is of the window, not of a session: one hand sets it for all tabs. */
export interface TablePane {
  readonly open: boolean;
  readonly widthPx: number;
}

let pane: TablePane | null = null;

/** Windows at least this wide have room for a table beside the picture from the start. */
const roomyPx = 1500;

export function recallPane(windowPx: number): TablePane {
  return pane ?? { open: windowPx >= roomyPx, widthPx: Math.round(Math.min(560, windowPx * 0.4)) };
}

export function rememberPane(now: TablePane): void {
  pane = now;
}
