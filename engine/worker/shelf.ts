import { FlamebenchError } from '../../proto/errors';
import type { CallTree } from '../analysis/types';
import type { Profile } from '../model/profile';

export interface KeptProfile {
  readonly name: string;
  readonly profile: Profile;
}

/**
 * What the page has handles of: profiles and trees by id. `firstId`: ids are counted from here, so that a
 * worker that replaces a crashed one never answers to the old one's handles.
 */
export class Shelf {
  private readonly profiles = new Map<number, KeptProfile>();
  private readonly trees = new Map<number, CallTree>();
  private nextId: number;

  constructor(firstId: number) {
    this.nextId = firstId;
  }

  keepProfile(kept: KeptProfile): number {
    const id = this.nextId++;
    this.profiles.set(id, kept);
    return id;
  }

  keepTree(tree: CallTree): number {
    const id = this.nextId++;
    this.trees.set(id, tree);
    return id;
  }

  /** @throws FlamebenchError 'bad-argument' where the handle was closed: the caller's mistake. */
  profile(id: number): KeptProfile {
    return kept(this.profiles, id, 'profile');
  }

  /** @throws FlamebenchError as {@link profile} */
  tree(id: number): CallTree {
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
