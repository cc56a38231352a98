import { emptyQuery } from '../../engine/query/query';
import type { Session } from './session';
import type { Choices, NamedPlace, WorkspaceState } from './workspace-state';
import type { Arrangement, Arrangements } from './workspaces';

/** What was kept of the window may be an older version's, or nobody's: read with care, part by part. Pure. */

/** A profile by where it came from; see OpenProfile.source. */
export interface KeptProfile {
  readonly source: string;
  readonly title: string;
}

export interface KeptTab {
  readonly kind: Session['kind'];
  /** One, or before and after. */
  readonly profiles: readonly KeptProfile[];
  readonly workspace: WorkspaceState | null;
}

export function isTab(value: unknown): value is KeptTab {
  const { kind, profiles, workspace } = (value ?? {}) as Partial<KeptTab>;
  const count = kind === 'single' ? 1 : kind === 'comparison' ? 2 : 0;
  return (
    Array.isArray(profiles) &&
    profiles.length === count &&
    count > 0 &&
    profiles.every((p) => typeof p?.source === 'string' && typeof p.title === 'string') &&
    (workspace === null || isWorkspace(workspace))
  );
}

export function isArrangements(value: unknown): value is Arrangements {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((each) => isArrangement(each))
  );
}

function isArrangement(value: unknown): value is Arrangement {
  const { panes, active } = (value ?? {}) as Partial<Arrangement>;
  return (
    typeof active === 'string' &&
    typeof panes === 'object' &&
    panes !== null &&
    Object.values(panes).every(
      (pane) =>
        typeof pane?.viewId === 'string' &&
        typeof pane.subject === 'string' &&
        (pane.own === null || isChoices(pane.own)),
    )
  );
}

function isWorkspace(value: unknown): value is WorkspaceState {
  return isArrangement(value) && isChoices((value as Partial<WorkspaceState>).choices);
}

function isChoices(value: unknown): boolean {
  const { sampleType, pattern, query } = (value ?? {}) as Partial<WorkspaceState['choices']>;
  return (
    typeof sampleType === 'string' &&
    typeof pattern === 'string' &&
    typeof query === 'object' &&
    query !== null
  );
}

/** A workspace that was kept by an older version lacks what came since. */
export function withEveryPart(workspace: WorkspaceState): WorkspaceState {
  const whole = (choices: Choices): Choices => ({
    ...choices,
    unit: choices.unit ?? '',
    query: { ...emptyQuery, ...choices.query },
  });
  const panes = Object.entries(workspace.panes).map(
    ([id, pane]) => [id, { ...pane, own: pane.own === null ? null : whole(pane.own) }] as const,
  );
  const places = Object.entries((workspace as Partial<WorkspaceState>).places ?? {}).filter(([, place]) =>
    isPlace(place),
  );
  return {
    ...workspace,
    choices: whole(workspace.choices),
    panes: Object.fromEntries(panes),
    places: Object.fromEntries(places),
  };
}

function isPlace(value: unknown): value is NamedPlace {
  const { focus, anchor, selected } = (value ?? {}) as { readonly [K in keyof NamedPlace]?: unknown };
  return (
    isPath(focus) && (anchor === null || isAnchor(anchor)) && (selected === null || isSelected(selected))
  );
}

function isAnchor(value: unknown): boolean {
  const { path, from, to, scroll } = (value ?? {}) as { readonly [key: string]: unknown };
  return isPath(path) && [from, to, scroll].every((each) => Number.isFinite(each));
}

function isSelected(value: unknown): boolean {
  const { name, file, path } = (value ?? {}) as { readonly [key: string]: unknown };
  return typeof name === 'string' && typeof file === 'string' && (path === null || isPath(path));
}

function isPath(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
