import { createStore, type StoreApi } from 'zustand/vanilla';
import { usualLeastChange } from '../../engine/flame/look';
import { emptyQuery } from '../../engine/query/query';
import {
  type Choices,
  linkedPlace,
  type NamedPlace,
  type Pane,
  type WorkspaceState,
} from '../state/workspace-state';
import type { LinksStore } from '../views/contract';
import { frameNamed } from '../views/frame-text';
import { forgetTree, selectFrame } from '../views/links';
import { advance, amend, type History, redo, startHistory, undo } from './history';
import { LinkHub, type Member } from './hub';
import { findPlace, type NamedTree, namePlace } from './translate';

export const emptyChoices: Choices = {
  sampleType: '',
  normalisation: null,
  query: emptyQuery,
  unit: '',
  pattern: '',
  leastChange: usualLeastChange,
};

export const emptyWorkspace: WorkspaceState = {
  choices: emptyChoices,
  panes: {},
  active: '',
  places: {},
  layout: null,
};

/** Moves and letters that follow each other within this time are one step of the history. */
const oneStepMs = 700;

/** What one deed of a person does to the dock follows that deed within this time. */
const oneDeedMs = 60;

const everything: NamedPlace = { focus: [], anchor: null, selected: null };

type Kind = 'letters' | 'move' | 'choice' | 'arrangement';

/**
 * What one workspace is and where its panes look: one store, one history, and the hub that joins linked panes.
 * Knows neither React nor the dock.
 */
export class WorkspaceModel {
  readonly store: StoreApi<WorkspaceState>;
  readonly history: StoreApi<History>;
  readonly hub = new LinkHub((id) => this.moved(id));
  /** Has the dock arrange the panes as a step of the history had them; set while there is a dock. */
  onRearrange: ((state: WorkspaceState) => void) | null = null;
  /** What is to be selected in panes whose tree is not there yet, by pane: names of frames. */
  private readonly toSelect = new Map<string, string>();
  private lastStep: { readonly kind: Kind; readonly atMs: number } = { kind: 'choice', atMs: 0 };

  constructor(
    initial: WorkspaceState,
    private readonly nowMs: () => number,
  ) {
    this.store = createStore<WorkspaceState>(() => initial);
    this.history = createStore<History>(() => startHistory(initial));
  }

  pane(id: string): Pane | undefined {
    return this.store.getState().panes[id];
  }

  /** How a pane looks at things: as the linked ones, or by itself. */
  choicesOf(id: string): Choices {
    const { panes, choices } = this.store.getState();
    return panes[id]?.own ?? choices;
  }

  /** Changes how a pane looks, and with it all linked ones where it is one of them. */
  choose(id: string, change: Partial<Choices>, kind: Kind = 'choice'): void {
    const pane = this.pane(id);
    this.store.setState((state) => {
      const own = pane?.own ?? null;
      return own === null
        ? { choices: { ...state.choices, ...change } }
        : { panes: { ...state.panes, [id]: { ...pane!, own: { ...own, ...change } } } };
    });
    this.record(kind);
  }

  setPane(id: string, change: Partial<Pane>): void {
    const pane = this.pane(id);
    if (pane === undefined) return;
    this.store.setState(({ panes }) => ({ panes: { ...panes, [id]: { ...pane, ...change } } }));
    this.record('choice');
  }

  /** A pane that is let go keeps how it looked; one that joins takes over how the others look. */
  setLinked(id: string, linked: boolean): void {
    const { [id]: own, ...places } = this.store.getState().places;
    const shared = places[linkedPlace];
    this.store.setState({ places: linked || shared === undefined ? places : { ...places, [id]: shared } });
    // The first one to be linked takes those that follow to where it is.
    if (linked && shared === undefined && own !== undefined) {
      this.store.setState({ places: { ...places, [linkedPlace]: own } });
    }
    this.setPane(id, { own: linked ? null : this.choicesOf(id) });
  }

  addPane(pane: Pane): string {
    const { panes } = this.store.getState();
    let n = 1;
    while (panes[`pane-${n}`] !== undefined) n++;
    const id = `pane-${n}`;
    this.store.setState({ panes: { ...panes, [id]: pane } });
    return id;
  }

  removePane(id: string): void {
    this.store.setState(({ panes: { [id]: _, ...panes }, places: { [id]: __, ...places } }) => ({
      panes,
      places,
    }));
    this.hub.remove(id);
  }

  /**
   * Takes in how the dock arranges the panes now.
   * @param first true = so it was to begin with; nothing to undo
   */
  arranged(layout: unknown, first = false): void {
    this.store.setState({ layout });
    if (first) this.history.setState({ ...this.history.getState(), now: this.store.getState() }, true);
    else this.record('arrangement');
  }

  /** Starts again without panes, for a layout that is made anew. */
  clearPanes(): void {
    for (const id of Object.keys(this.store.getState().panes)) this.hub.remove(id);
    this.store.setState({ panes: {}, active: '' });
  }

  /** Selects a frame in a pane as soon as that has a tree. */
  selectLater(id: string, name: string): void {
    this.toSelect.set(id, name);
  }

  /**
   * Takes in what a pane shows now. A tree that is new to it is looked at where the one before it was: rows of
   * the old tree mean nothing in the new one, names do.
   */
  take(id: string, member: Member, isNewTree: boolean): void {
    if (isNewTree && member.tree !== null) {
      this.hub.quietly(() => {
        forgetTree(member.links);
        const place = this.placeFor(id);
        if (place !== undefined) this.goTo(member.links, member.tree!, place);
      });
    }
    this.hub.set(id, member);
    const name = this.toSelect.get(id);
    if (name === undefined || member.tree === null) return;
    this.toSelect.delete(id);
    // What it was opened for is part of its opening.
    this.lastStep = { kind: 'move', atMs: this.nowMs() };
    selectFrame(member.links, frameNamed(member.tree.text, name));
  }

  undo(): void {
    this.settle(undo(this.history.getState()));
  }

  redo(): void {
    this.settle(redo(this.history.getState()));
  }

  /** Whether a pane looks where the linked ones look. */
  private keyOf(id: string): string {
    return this.pane(id)?.own === null ? linkedPlace : id;
  }

  private placeFor(id: string): NamedPlace | undefined {
    return this.store.getState().places[this.keyOf(id)];
  }

  private settle(next: History | null): void {
    if (next === null) return;
    const { active } = this.store.getState();
    const { now } = next;
    this.history.setState(next, true);
    this.lastStep = { kind: 'choice', atMs: 0 };
    this.store.setState({ ...now, active: now.panes[active] === undefined ? now.active : active }, true);
    this.onRearrange?.(now);
    // Panes whose tree stays go there now; one that gets another tree goes when that arrives.
    this.hub.quietly(() => {
      for (const id of Object.keys(now.panes)) {
        const member = this.hub.get(id);
        if (member?.tree) this.goTo(member.links, member.tree, this.placeFor(id) ?? everything);
      }
    });
  }

  private goTo(links: LinksStore, tree: NamedTree, named: NamedPlace): void {
    const { focus, place, selectedFrame, selectedNode } = findPlace(tree, named);
    const whole = focus === 0 && place === null;
    links.setState((now) => ({
      focus,
      place,
      selectedFrame,
      selectedNode,
      ...(place !== null ? { follows: now.follows + 1 } : {}),
      ...(whole ? { resets: now.resets + 1 } : {}),
    }));
    // The focus moves pictures to itself; where one had gone on from there, they go on too.
    if (place !== null) links.setState((now) => ({ place, follows: now.follows + 1 }));
  }

  private moved(id: string): void {
    const member = this.hub.get(id);
    if (!member?.tree || this.pane(id) === undefined) return;
    const place = namePlace(member.tree, member.links.getState());
    this.store.setState(({ places }) => ({ places: { ...places, [this.keyOf(id)]: place } }));
    this.record('move');
  }

  private record(kind: Kind): void {
    const atMs = this.nowMs();
    const { lastStep } = this;
    const sinceMs = atMs - lastStep.atMs;
    const goesOn =
      kind === 'arrangement'
        ? sinceMs < oneDeedMs
        : kind !== 'choice' && lastStep.kind === kind && sinceMs < oneStepMs;
    const history = this.history.getState();
    const step = this.store.getState();
    const next = goesOn ? amend(history, step) : advance(history, step);
    this.history.setState(next, true);
    // What changed nothing, such as a pane's new width, begins no step that others could go on with.
    if (goesOn || next.past !== history.past) this.lastStep = { kind, atMs };
  }
}
