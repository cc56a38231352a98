import { createStore, type StoreApi } from 'zustand/vanilla';
import { emptyQuery } from '../../engine/query/query';
import { type Choices, type Pane, usualLeastChange, type WorkspaceState } from '../state/workspace-state';
import type { LinksStore } from '../views/contract';
import { forgetTree, selectFrame } from '../views/links';
import { advance, amend, type History, redo, type Step, startHistory, undo } from './history';
import { LinkHub, type Member } from './hub';
import { findPlace, frameNamed, type NamedPlace, type NamedTree, namePlace } from './translate';

export const emptyChoices: Choices = {
  sampleType: '',
  normalisation: null,
  query: emptyQuery,
  unit: '',
  pattern: '',
  leastChange: usualLeastChange,
};

export const emptyWorkspace: WorkspaceState = { choices: emptyChoices, panes: {}, active: '', layout: null };

/** Moves and letters that follow each other within this time are one step of the history. */
const oneStepMs = 700;

const everything: NamedPlace = { focus: [], anchor: null };

type Kind = 'letters' | 'move' | 'choice';

/**
 * What one workspace is and where its panes look: one store, one history, and the hub that joins linked panes.
 * Knows neither React nor the dock.
 */
export class WorkspaceModel {
  readonly store: StoreApi<WorkspaceState>;
  readonly history: StoreApi<History>;
  readonly hub = new LinkHub((id) => this.moved(id));
  /** What is to be selected in panes whose tree is not there yet, by pane: names of frames. */
  private readonly toSelect = new Map<string, string>();
  private lastStep: { readonly kind: Kind; readonly atMs: number } = { kind: 'choice', atMs: 0 };

  constructor(
    initial: WorkspaceState,
    private readonly nowMs: () => number,
  ) {
    this.store = createStore<WorkspaceState>(() => initial);
    const { choices, panes } = initial;
    this.history = createStore<History>(() => startHistory({ choices, panes, places: {} }));
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
    this.store.setState(({ panes: { [id]: _, ...panes } }) => ({ panes }));
    this.hub.remove(id);
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
    selectFrame(member.links, frameNamed(member.tree.text, name));
  }

  undo(): void {
    this.settle(undo(this.history.getState()));
  }

  redo(): void {
    this.settle(redo(this.history.getState()));
  }

  private placeFor(id: string): NamedPlace | undefined {
    return this.history.getState().now.places[id];
  }

  private settle(next: History | null): void {
    if (next === null) return;
    this.history.setState(next, true);
    this.lastStep = { kind: 'choice', atMs: 0 };
    const { choices, panes, places } = next.now;
    this.store.setState((state) => {
      const known = Object.keys(state.panes).map((id) => [id, panes[id] ?? state.panes[id]!] as const);
      return { choices, panes: Object.fromEntries(known) };
    });
    // Panes whose tree stays go there now; one that gets another tree goes when that arrives.
    this.hub.quietly(() => {
      for (const id of Object.keys(this.store.getState().panes)) {
        const member = this.hub.get(id);
        if (member?.tree) this.goTo(member.links, member.tree, places[id] ?? everything);
      }
    });
  }

  private goTo(links: LinksStore, tree: NamedTree, named: NamedPlace): void {
    const { focus, place } = findPlace(tree, named);
    const whole = focus === 0 && place === null;
    links.setState((now) => ({
      focus,
      place,
      ...(place !== null ? { follows: now.follows + 1 } : {}),
      ...(whole ? { resets: now.resets + 1 } : {}),
    }));
    // The focus moves pictures to itself; where one had gone on from there, they go on too.
    if (place !== null) links.setState((now) => ({ place, follows: now.follows + 1 }));
  }

  private moved(id: string): void {
    this.record(id === '' ? 'choice' : 'move');
  }

  private record(kind: Kind): void {
    const { choices, panes } = this.store.getState();
    const step: Step = {
      choices,
      panes,
      places: { ...this.history.getState().now.places, ...this.places() },
    };
    const atMs = this.nowMs();
    const goesOn = kind !== 'choice' && this.lastStep.kind === kind && atMs - this.lastStep.atMs < oneStepMs;
    this.lastStep = { kind, atMs };
    const history = this.history.getState();
    this.history.setState(goesOn ? amend(history, step) : advance(history, step), true);
  }

  private places(): Record<string, NamedPlace> {
    const places: Record<string, NamedPlace> = {};
    for (const id of Object.keys(this.store.getState().panes)) {
      const member = this.hub.get(id);
      if (!member?.tree || !member.visible) continue;
      const { focus, place } = member.links.getState();
      places[id] = namePlace(member.tree, focus, place);
    }
    return places;
  }
}
