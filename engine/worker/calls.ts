import { FlamebenchError } from '../../proto/errors';
import { diffTable } from '../analysis/diff';
import { normalise } from '../analysis/normalise';
import { searchTree } from '../analysis/search';
import { topOfTree } from '../analysis/top';
import { buildTree } from '../analysis/tree';
import type { CallTree } from '../analysis/types';
import { readProfile } from '../formats';
import type { Inflate } from '../formats/types';
import { defaultSampleIndex, type Profile } from '../model/profile';
import { subtractAllocations } from '../model/subtract';
import { flameSvg } from '../render/flame-svg';
import { buffersOf, packFlame } from './flame-data';
import type { CallName, EngineCalls, ProfileInfo } from './protocol';

export interface CallPorts {
  readonly inflate: Inflate;
  readonly encodeUtf8: (text: string) => Uint8Array;
}

/** What a call may do besides computing. */
export interface Task {
  /** Tells the page how far the call is, 0…1. */
  progress(done: number): void;
  /** Lets messages in between two long steps; throws 'cancelled' when the call no longer matters. */
  step(): Promise<void>;
}

export interface Reply<N extends CallName> {
  readonly value: EngineCalls[N]['answer'];
  /** Buffers inside `value` that are handed over rather than copied. */
  readonly transfer: ArrayBuffer[];
}

export type Calls = {
  readonly [N in CallName]: (argument: EngineCalls[N]['request'], task: Task) => Reply<N> | Promise<Reply<N>>;
};

/**
 * Every call of the protocol over profiles and trees kept by id. `firstId`: ids are counted from here, so
 * that a worker that replaces a crashed one never answers to the old one's handles.
 */
export function createCalls({ inflate, encodeUtf8 }: CallPorts, firstId: number): Calls {
  const profiles = new Map<number, { name: string; profile: Profile }>();
  const trees = new Map<number, CallTree>();
  let nextId = firstId;

  const keepTree = (tree: CallTree) => {
    const treeId = nextId++;
    trees.set(treeId, tree);
    return packFlame(treeId, tree);
  };

  return {
    async open({ name, bytes, base }, task) {
      const stepwise: Inflate = async (gzip, maxBytes) => {
        const raw = await inflate(gzip, maxBytes);
        task.progress(base === null ? 0.4 : 0.2);
        await task.step();
        return raw;
      };
      let profile = await readProfile(bytes, name, stepwise);
      if (base !== null) {
        task.progress(0.5);
        await task.step();
        profile = subtractAllocations(profile, await readProfile(base, name, stepwise));
      }
      await task.step();
      const profileId = nextId++;
      profiles.set(profileId, { name, profile });
      return { value: infoOf(profileId, name, profile), transfer: [] };
    },

    close({ profileId }) {
      profiles.delete(profileId);
      return { value: null, transfer: [] };
    },

    async flame({ profileId, sampleIndex }, task) {
      const { name, profile } = kept(profiles, profileId, 'profile');
      if (profile.sampleTypes[sampleIndex] === undefined) {
        throw new FlamebenchError('bad-argument', name, { reason: `it has no sample type ${sampleIndex}` });
      }
      const tree = buildTree([{ profile, sampleIndex }]);
      task.progress(0.7);
      await task.step();
      return keepTree(tree);
    },

    top({ treeId }) {
      const tree = kept(trees, treeId, 'tree');
      const { frame, flat, cum, total, unit } = topOfTree(tree, tree.total.length - 1);
      return { value: { frame, flat, cum, total, unit }, transfer: buffersOf([frame, flat, cum]) };
    },

    async compare({ before, after, sampleType, normalisation }, task) {
      const sides = [before, after].map((id) => {
        const { name, profile } = kept(profiles, id, 'profile');
        const sampleIndex = profile.sampleTypes.findIndex((t) => t.type === sampleType);
        if (sampleIndex < 0) {
          throw new FlamebenchError('bad-argument', name, { reason: `it has no sample type ${sampleType}` });
        }
        return { profile, sampleIndex };
      });
      const tree = buildTree(sides);
      task.progress(0.6);
      await task.step();
      const comparable = normalise(tree, normalisation);
      task.progress(0.7);
      await task.step();
      return keepTree(comparable);
    },

    diffRows({ treeId }) {
      const { frames: _, length: __, ...rows } = diffTable(kept(trees, treeId, 'tree'));
      const columns = [rows.frame, rows.flatBefore, rows.flatAfter, rows.cumBefore, rows.cumAfter];
      return { value: rows, transfer: buffersOf(columns) };
    },

    search({ treeId, pattern }) {
      const { frameMatches, matched } = searchTree(kept(trees, treeId, 'tree'), pattern);
      return { value: { frameMatches, matched }, transfer: buffersOf([frameMatches]) };
    },

    svg({ treeId, title }) {
      const bytes = encodeUtf8(flameSvg(kept(trees, treeId, 'tree'), { title }));
      return { value: bytes, transfer: buffersOf([bytes]) };
    },

    drop({ treeId }) {
      trees.delete(treeId);
      return { value: null, transfer: [] };
    },
  };
}

/** The row of a handle; a handle that was closed is the caller's mistake. */
function kept<T>(table: ReadonlyMap<number, T>, id: number, what: string): T {
  const row = table.get(id);
  if (row === undefined) throw new FlamebenchError('bad-argument', what, { reason: `${id} is not open` });
  return row;
}

function infoOf(profileId: number, name: string, profile: Profile): ProfileInfo {
  return {
    profileId,
    name,
    sampleTypes: profile.sampleTypes,
    defaultSampleIndex: defaultSampleIndex(profile),
    samples: profile.samples.length,
    timeMs: Number(profile.timeNanos / 1_000_000n),
    durationMs: Number(profile.durationNanos) / 1e6,
    comments: profile.comments,
  };
}
