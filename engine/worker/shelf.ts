import { FlamebenchError } from '../../proto/errors';
import type { TreeSide } from '../analysis/tree';
import type { CallTree } from '../analysis/types';
import type { Profile } from '../model/profile';

export interface KeptProfile {
  readonly name: string;
  readonly profile: Profile;
  /** Something of it was filtered away, whose words are still in its tables. */
  readonly isPart?: boolean;
}

/** A tree, and what it was grown from. */
export interface KeptTree {
  readonly tree: CallTree;
  readonly sides: readonly TreeSide[];
  /** What the samples' values of each side are multiplied by to be the tree's. */
  readonly factors: readonly number[];
}

/**
 * What the page has handles of: profiles and trees by id. `firstId`: ids are counted from here, so that a
 * worker that replaces a crashed one never answers to the old one's handles.
 */
export class Shelf {
  private readonly profiles = new Map<number, KeptProfile>();
  private readonly trees = new Map<number, KeptTree>();
  private nextId: number;

  constructor(firstId: number) {
    this.nextId = firstId;
  }

  keepProfile(kept: KeptProfile): number {
    const id = this.nextId++;
    this.profiles.set(id, kept);
    return id;
  }

  keepTree(kept: KeptTree): number {
    const id = this.nextId++;
    this.trees.set(id, kept);
    return id;
  }

  /** @throws FlamebenchError 'bad-argument' where the handle was closed: the caller's mistake. */
  profile(id: number): KeptProfile {
    return kept(this.profiles, id, 'profile');
  }

  /** @throws FlamebenchError as {@link profile} */
  tree(id: number): CallTree {
    return this.grownTree(id).tree;
  }

  /** @throws FlamebenchError as {@link profile} */
  grownTree(id: number): KeptTree {
    return kept(this.trees, id, 'tree');
  }

  closeProfile(id: number): void {
    this.profiles.delete(id);
  }

  dropTree(id: number): void {
    this.trees.delete(id);
  }
}

function kept<T>(table: ReadonlyMap<number, T>, id: number, what: string): T {
  const row = table.get(id);
  if (row === undefined) throw new FlamebenchError('bad-argument', what, { reason: `${id} is not open` });
  return row;
}
