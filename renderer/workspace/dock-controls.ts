import type { DockviewApi, IDockviewPanel, SerializedDockview } from 'dockview-react';
import { createStore } from 'zustand/vanilla';
import type { Session } from '../state/session';
import type { Pane, WorkspaceState } from '../state/workspace-state';
import { forgetArrangement, keepArrangement } from '../state/workspaces';
import type { View } from '../views/contract';
import { findView, viewsFor } from '../views/registry';
import { hasRoom, type PaneSide, samePlaces, sameShape, shapeOf } from './layout-shape';
import type { WorkspaceModel } from './model';

/** Where a new pane goes: a tab beside the active one, or a half of its room. */
export type PanePlace = 'within' | PaneSide;

/** From this width on, a table has its own room beside the picture from the start, in CSS pixels. */
const roomyPx = 1500;

/** Arranges the panes of one workspace. All that is known of the dock is here and in dock.tsx. */
export class DockControls {
  private api: DockviewApi | null = null;
  /** Whether the last pane that was asked for found no room; until a pane comes or goes. */
  readonly crowded = createStore(() => ({ isRefused: false }));

  constructor(
    private readonly model: WorkspaceModel,
    private readonly session: Session,
  ) {}

  /** Takes the dock over when it is there: brings back the arrangement that was kept, or makes the usual one. */
  attach(api: DockviewApi): void {
    this.api = api;
    const { layout, panes } = this.model.store.getState();
    if (!restore(api, layout, panes, this.session)) this.arrange(true);
    api.onDidActivePanelChange(() => {
      if (this.api !== api) return;
      const active = api.activePanel?.id ?? '';
      if (active !== '') this.model.store.setState({ active });
    });
    api.onDidRemovePanel(({ id }) => {
      // While a whole layout is replaced, its panes are not closed one by one.
      if (this.api === api && !this.replacing && this.model.pane(id) !== undefined) this.model.removePane(id);
    });
    api.onDidLayoutChange(() => {
      if (this.api === api && !this.replacing) this.model.arranged(api.toJSON());
    });
    // Not at each change of the layout: the sentence itself takes some of its room.
    const onChanged = () => this.crowded.setState({ isRefused: false });
    api.onDidAddPanel(onChanged);
    api.onDidRemovePanel(onChanged);
    const active = api.activePanel?.id ?? '';
    this.model.store.setState({ active });
    if (this.filling === undefined) this.model.arranged(api.toJSON(), true);
    this.model.onRearrange = (state) => this.rearrange(state);
    this.limitDrops(api);
  }

  /** Lets go of a dock that is gone. */
  detach(): void {
    // Whose panes were not all there yet has no arrangement, and gets the usual one when it comes back.
    this.stopFilling();
    this.api = null;
    this.model.onRearrange = null;
  }

  /** Where a drop would leave panes that nobody can read, none is offered. */
  private limitDrops(api: DockviewApi): void {
    api.onWillShowOverlay((event) => {
      const { position, group } = event;
      const isEdge = event.kind === 'edge';
      // Between tabs there is always room.
      if (!(isEdge || event.kind === 'content') || position === 'center') return;
      const pane = isEdge ? null : group?.activePanel?.id;
      const moved = event.getData();
      const from = moved === undefined ? undefined : api.getGroup(moved.groupId);
      // The last pane of a group takes its place along.
      const leaving =
        from !== undefined && (moved?.panelId === null || from.panels.length === 1) ? from.id : '';
      const side = position === 'left' || position === 'right' ? 'right' : 'below';
      if (!this.hasRoom(side, pane, leaving)) event.preventDefault();
    });
  }

  /** Arranges the panes as a step of the history had them; panes that were there before keep what they show. */
  private rearrange({ layout, active }: WorkspaceState): void {
    const { api } = this;
    if (api === null || layout === null) return;
    const now = api.toJSON();
    if (sameShape(now, layout)) return;
    this.replacing = true;
    try {
      if (!samePlaces(now, layout)) {
        api.fromJSON(layout as SerializedDockview, { reuseExistingPanels: true });
      } else {
        for (const { front } of shapeOf(layout).groups) api.getPanel(front)?.api.setActive();
      }
      api.getPanel(active)?.api.setActive();
    } finally {
      this.replacing = false;
    }
    const front = api.activePanel?.id ?? '';
    if (front !== '') this.model.store.setState({ active: front });
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusPane(this.active);
    });
  }

  private replacing = false;
  /** Set while only the first pane of a new session stands. */
  private filling: ReturnType<typeof setTimeout> | undefined;

  private stopFilling(): void {
    clearTimeout(this.filling);
    this.filling = undefined;
    this.replacing = false;
  }

  /** Sessions of this kind open like this one from now on. */
  keepArrangement(): void {
    keepArrangement(this.session.kind, this.model.store.getState());
  }

  /** Back to how a session of this kind opens that was never arranged, for this one and those to come. */
  reset(): void {
    this.arrange();
    forgetArrangement(this.session.kind);
  }

  /**
   * Pictures as tabs, tables at their right where there is room, else behind them. Of a new session, the first picture
   * is put up in one task and all others in the next.
   */
  private arrange(isFirst = false): void {
    const { api } = this;
    if (api === null) return;
    this.stopFilling();
    this.replacing = true;
    api.clear();
    this.model.clearPanes();
    const offered = viewsFor(this.session);
    const [picture, ...pictures] = offered.filter((v) => v.defaultPlace === 'main');
    const first = this.add(picture!.id, '', undefined, false);
    const fill = () => {
      this.fill(api, first, [...pictures, ...offered.filter((v) => v.defaultPlace === 'side')]);
      this.stopFilling();
      this.model.store.setState({ active: first });
      this.model.arranged(api.toJSON(), isFirst);
    };
    if (isFirst) this.filling = setTimeout(fill);
    else fill();
  }

  /** Puts up the panes that belong to the first one. */
  private fill(api: DockviewApi, first: string, views: readonly View[]): void {
    const roomy = api.width >= roomyPx;
    for (const { id } of views.filter((v) => v.defaultPlace === 'main')) {
      this.add(id, '', { referencePanel: first }, true);
    }
    let side = '';
    for (const view of views.filter((v) => v.defaultPlace === 'side')) {
      const beside = roomy && side === '';
      const reference = side === '' ? first : side;
      const direction = beside ? ('right' as const) : ('within' as const);
      const id = this.add(
        view.id,
        '',
        { referencePanel: reference, direction },
        !beside,
        sideWidth(api.width),
      );
      if (roomy && side === '') side = id;
    }
    api.getPanel(first)?.api.setActive();
  }

  private add(
    viewId: string,
    subject: string,
    position: { referencePanel: string; direction?: 'within' | 'right' | 'below' } | undefined,
    inactive: boolean,
    initialWidth?: number,
    own: Pane['own'] = null,
  ): string {
    const id = this.model.addPane({ viewId, subject, own });
    this.api!.addPanel({
      id,
      component: 'pane',
      inactive,
      ...(position === undefined ? {} : { position }),
      ...(initialWidth === undefined || position?.direction !== 'right' ? {} : { initialWidth }),
    });
    return id;
  }

  /** Opens a pane next to another one (the active one where none is given) and brings it to the front. */
  open(
    viewId: string,
    subject: string,
    place: PanePlace,
    beside = this.active,
    own: Pane['own'] = null,
  ): string {
    // While the dock is not there yet.
    if (this.api === null) return '';
    const reference = this.api.getPanel(beside) ?? this.api.panels[0];
    const position = reference && { referencePanel: reference.id, direction: place };
    const id = this.add(viewId, subject, position, false, this.widthBeside(viewId, reference), own);
    this.api.getPanel(id)?.api.setActive();
    return id;
  }

  /** A table's room, but never more than it leaves to what it is opened beside. */
  private widthBeside(viewId: string, reference: IDockviewPanel | undefined): number | undefined {
    if (findView(viewId)?.defaultPlace !== 'side') return undefined;
    return Math.min(sideWidth(this.api!.width), (reference?.group.width ?? Number.POSITIVE_INFINITY) / 2);
  }

  /** Brings the view of a subject to the front where it stands behind the same tabs as a pane; else opens it there. */
  showWithin(viewId: string, subject: string, id: string): void {
    const among = this.api?.getPanel(id)?.group.panels ?? [];
    const open = among.find(({ id: other }) => {
      const pane = this.model.pane(other);
      return pane?.viewId === viewId && pane.subject === subject;
    });
    if (open === undefined) this.open(viewId, subject, 'within', id);
    else open.api.setActive();
  }

  /** Brings the view of a subject to the front, wherever it stands; opens it where it does not yet. */
  show(viewId: string, subject: string): string {
    const id = this.find(viewId, subject);
    if (id === null) return this.open(viewId, subject, 'within');
    this.api?.getPanel(id)?.api.setActive();
    return id;
  }

  private find(viewId: string, subject: string): string | null {
    const { panes } = this.model.store.getState();
    return (
      Object.keys(panes).find((id) => panes[id]!.viewId === viewId && panes[id]!.subject === subject) ?? null
    );
  }

  /** Opens a second pane of what a pane shows. @returns null where there is no room, which is told */
  split(id: string, place: PaneSide): string | null {
    const pane = this.model.pane(id);
    if (pane === undefined) return null;
    const fits = this.hasRoom(place, id);
    this.crowded.setState({ isRefused: !fits });
    return fits ? this.open(pane.viewId, pane.subject, place, id, pane.own) : null;
  }

  /** Whether all panes can still be read with one more at that side of a pane, or (null) of the whole dock. */
  private hasRoom(place: PaneSide, id: string | null = this.active, leaving = ''): boolean {
    const { api } = this;
    const room = id === null ? api : api?.getPanel(id)?.group;
    return api === null || !room || hasRoom(api.toJSON(), id, place, room, leaving);
  }

  close(id: string): void {
    const panel = this.api?.getPanel(id);
    // A workspace without a pane would be an empty room.
    if (panel === undefined || this.api!.panels.length < 2) return;
    panel.api.close();
    // Where the keys went to the pane that is gone, they go to the one that is in front now.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusPane(this.active);
    });
  }

  /** Lets a pane have the whole room, or gives the room back. */
  toggleMaximized(id: string): void {
    const panel = this.api?.getPanel(id);
    if (panel === undefined) return;
    if (panel.api.isMaximized()) panel.api.exitMaximized();
    else panel.api.maximize();
  }

  /** The next pane on screen gets the focus. */
  step(by: 1 | -1): void {
    const groups = this.api?.groups ?? [];
    if (groups.length === 0) return;
    const at = groups.findIndex((group) => group.id === this.api?.activeGroup?.id);
    const panel = groups[(at + by + groups.length) % groups.length]!.activePanel;
    panel?.api.setActive();
    if (panel !== undefined) focusPane(panel.id);
  }

  get active(): string {
    return this.api?.activePanel?.id ?? '';
  }

  /** Whether a view of the tab's own session stands on screen with room of its own. */
  isBeside(viewId: string): boolean {
    const id = this.find(viewId, '');
    const panel = id === null ? undefined : this.api?.getPanel(id);
    return panel?.api.isVisible === true && this.api!.groups.length > 1;
  }

  /** Shows a view beside the others, or takes it away: what a button in the toolbar does. */
  toggleBeside(viewId: string): void {
    const id = this.find(viewId, '');
    const beside = this.isBeside(viewId);
    const panel = id === null ? undefined : this.api?.getPanel(id);
    if (panel !== undefined && this.api!.panels.length > 1) panel.api.close();
    if (!beside) this.open(viewId, '', this.hasRoom('right') ? 'right' : 'within');
  }
}

/** Room for a table of a few numbers and a name. */
function sideWidth(widthPx: number): number {
  return Math.round(Math.min(640, Math.max(520, widthPx * 0.3)));
}

/** Brings a kept arrangement back. @returns false where it does not fit its panes; nothing is shown then */
function restore(api: DockviewApi, layout: unknown, panes: WorkspacePanes, session: Session): boolean {
  const kept = layout as SerializedDockview | null;
  const ids = Object.keys(kept?.panels ?? {});
  if (kept === null || ids.length === 0) return false;
  const offered = new Set(viewsFor(session).map(({ id }) => id));
  // A pane of another subject may show what this session could not.
  const isShown = (id: string) => {
    const pane = panes[id];
    return pane !== undefined && (pane.subject === '' ? offered.has(pane.viewId) : findView(pane.viewId));
  };
  if (!ids.every(isShown)) return false;
  try {
    api.fromJSON(kept);
    return api.panels.length > 0;
  } catch {
    api.clear();
    return false;
  }
}

type WorkspacePanes = ReturnType<WorkspaceModel['store']['getState']>['panes'];

/** Gives the keys to what a pane shows: its picture, else the first thing in it that takes them. */
export function focusPane(id: string): void {
  const pane = document.querySelector(`[data-pane="${id}"]`);
  // Not any canvas: an overview takes no keys.
  const inside =
    pane?.querySelector<HTMLElement>('canvas[tabindex="0"]') ??
    pane?.querySelector<HTMLElement>('[tabindex="0"]');
  inside?.focus();
}
