import type { Links, LinksStore } from '../views/contract';
import { anchorIn, frameIn, type NamedTree, nodeIn } from './translate';

/** A pane as the others see it. */
export interface Member {
  readonly links: LinksStore;
  /** null while its tree is not there. */
  readonly tree: NamedTree | null;
  readonly linked: boolean;
  /** Whether it is on screen; one behind another tab catches up when it comes to the front. */
  readonly visible: boolean;
}

/**
 * Joins what the panes of a workspace point at: hover, selection and zoom of one become those of all linked
 * ones, said in terms of each pane's own tree.
 */
export class LinkHub {
  private readonly members = new Map<string, Member>();
  private readonly stops = new Map<string, () => void>();
  private carrying = false;
  /** The pane that came into sight, or was moved by hand, last. */
  private last = '';

  /** @param onMoved told after a pane went somewhere else by hand: focused, zoomed, panned or selected */
  constructor(private readonly onMoved: (id: string) => void) {}

  /** Takes a pane in, or what has changed of it. One that comes newly into sight goes where the others are. */
  set(id: string, member: Member): void {
    const before = this.members.get(id);
    this.members.set(id, member);
    if (before?.links !== member.links) {
      this.stops.get(id)?.();
      this.stops.set(
        id,
        member.links.subscribe((now, then) => this.changed(id, now, then)),
      );
    }
    const takesPart = (m: Member | undefined) => m?.linked === true && m.visible && m.tree !== null;
    if (!takesPart(member) || (takesPart(before) && before!.tree === member.tree)) return;
    const inSight = [...this.members].find(([key, m]) => key !== id && takesPart(m));
    // Of tabs in one place only one is in sight: the next one goes on where the one before it was left.
    const left = this.members.get(this.last);
    const other = inSight?.[1] ?? (this.last !== id && left?.linked && left.tree !== null ? left : undefined);
    if (other !== undefined) this.carry(other, member, other.links.getState(), true);
    this.last = id;
  }

  remove(id: string): void {
    this.stops.get(id)?.();
    this.stops.delete(id);
    this.members.delete(id);
  }

  get(id: string): Member | undefined {
    return this.members.get(id);
  }

  /** Runs changes of links that are nobody's move: they reach no other pane and no history. */
  quietly(change: () => void): void {
    const was = this.carrying;
    this.carrying = true;
    try {
      change();
    } finally {
      this.carrying = was;
    }
  }

  private changed(id: string, now: Links, then: Links): void {
    if (this.carrying) return;
    const member = this.members.get(id);
    if (member === undefined) return;
    const keys = ['focus', 'place', 'resets', 'selectedFrame', 'selectedNode'] as const;
    const moved = keys.some((key) => now[key] !== then[key]);
    if (member.linked && member.tree !== null) {
      // An answer to a search, which hidden panes get too, is no move.
      if (moved) this.last = id;
      this.quietly(() => {
        for (const [key, other] of this.members) {
          if (key !== id && other.linked && other.visible && other.tree !== null) {
            this.carry(member, other, now, false, then);
          }
        }
      });
    }
    if (moved) this.onMoved(id);
  }

  private carry(from: Member, to: Member, now: Links, all: boolean, then?: Links): void {
    const [here, there] = [from.tree!, to.tree!];
    const change: { -readonly [K in keyof Links]?: Links[K] } = {};
    const is = (key: keyof Links) => all || now[key] !== then?.[key];
    if (is('hoverFrame')) change.hoverFrame = frameIn(here, now.hoverFrame, there);
    if (is('selectedFrame')) change.selectedFrame = frameIn(here, now.selectedFrame, there);
    if (is('selectedNode')) change.selectedNode = nodeIn(here, now.selectedNode, there, false);
    const old = to.links.getState();
    if (is('focus')) change.focus = nodeIn(here, now.focus, there, true);
    if (is('resets')) change.resets = all ? old.resets : old.resets + 1;
    // What is shown whole is nowhere in particular, also in panes that draw nothing: they say later where all looked.
    if (is('place') || is('resets')) {
      change.place = now.place === null ? null : anchorIn(here, now.place, there);
      // A focus moves pictures by itself; a place alone does not.
      if (now.place !== null && (all || now.focus === then?.focus)) change.follows = old.follows + 1;
    }
    if (Object.keys(change).length > 0) this.quietly(() => to.links.setState(change));
  }
}
