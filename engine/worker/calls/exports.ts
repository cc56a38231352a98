import { FlamebenchError } from '../../../proto/errors';
import { scaled } from '../../analysis/normalise';
import { growCallTree } from '../../analysis/tree';
import { type CallTree, isWhole, wholeShape } from '../../analysis/types';
import { exporters, writeAs } from '../../export/registry';
import type { ComparisonSubject, Exporter, ExportSubject, ProfileSubject } from '../../export/types';
import type { Profile } from '../../model/profile';
import { withoutUnused } from '../../model/without-unused';
import { plainUnit } from '../../units/format';
import { type Work, within } from '../../work/work';
import { buffersOf } from '../flame-data';
import type { ExportCalls } from '../protocol';
import type { KeptProfile, KeptTree, Shelf } from '../shelf';
import { sampleRow } from '../sides';
import type { CallPorts, CallsOf } from '../task';

/** What of a call's progress writing takes where the file is compressed then. */
const writing = 0.3;

/** What of it takes growing a tree in the shape that is seen, or leaving out what filters took away. */
const shaping = 0.5;

/** Formats that show a flame graph. */
const pictures: ReadonlySet<string> = new Set(['svg', 'html']);

type Asked = ExportCalls['export']['request'];

/** Formats that hold a profile's own tables, with words that no sample says. */
const tableFormats: ReadonlySet<string> = new Set(['pprof', 'pprof-plain']);

const plain = (tree: CallTree): CallTree => ({ ...tree, unit: plainUnit(tree.unit) });

/** A kept tree in the shape that is seen: the kept one has the usual shape. */
function* shapedAs({ tree, sides, factors }: KeptTree, shape = wholeShape): Work<CallTree> {
  if (isWhole(shape)) return plain(tree);
  const grown = yield* growCallTree(sides, shape);
  // Frame rows are the same in all shapes, and where these live is known of the kept ones already.
  return plain(scaled({ ...grown, frames: tree.frames, unit: tree.unit }, factors));
}

/** Writing what is shown in another format. */
export function exportCalls(shelf: Shelf, { gzip }: CallPorts): CallsOf<keyof ExportCalls> {
  function* profileOf(asked: Asked, { profile, isPart = false }: KeptProfile): Work<ProfileSubject> {
    const { title, sampleType, sides, unit = '', seen } = asked;
    const sampleIndex = sampleRow({ name: title, profile }, sampleType);
    const subject = {
      ...{ kind: 'profile' as const, title, profile, sampleIndex, unit },
      requests: sides[0]?.requests ?? 0,
    };
    if (tableFormats.has(asked.format) && isPart) {
      return { ...subject, profile: yield* withoutUnused(profile) };
    }
    if (!pictures.has(asked.format)) return subject;
    const tree = yield* shapedAs(shelf.grownTree(asked.treeId), seen?.shape);
    return { ...subject, tree, ...(seen === undefined ? {} : { seen }) };
  }

  function* comparisonOf(asked: Asked, profiles: readonly [Profile, Profile]): Work<ComparisonSubject> {
    const { title, sampleType, normalisation, sides, unit = '', seen } = asked;
    const sideOf = (i: 0 | 1) => ({
      name: sides[i]?.name ?? '',
      requests: sides[i]?.requests ?? 0,
      timeNanos: profiles[i].timeNanos,
      durationNanos: profiles[i].durationNanos,
    });
    const kept = shelf.grownTree(asked.treeId);
    const subject = {
      ...{ kind: 'comparison' as const, title, sampleType, normalisation, unit },
      sides: [sideOf(0), sideOf(1)] as const,
      tree: plain(kept.tree),
    };
    if (seen === undefined || !pictures.has(asked.format)) return subject;
    return { ...subject, seen, shaped: yield* shapedAs(kept, seen.shape) };
  }

  function* fileOf(exporter: Exporter, asked: Asked): Work<Uint8Array> {
    const [first, second] = asked.profileIds.map((id) => shelf.profile(id));
    if (first === undefined) {
      throw new FlamebenchError('bad-argument', asked.title, { reason: 'no profile was named' });
    }
    const gathering: Work<ExportSubject> =
      second === undefined ? profileOf(asked, first) : comparisonOf(asked, [first.profile, second.profile]);
    const gathered =
      pictures.has(asked.format) || (first.isPart === true && tableFormats.has(asked.format)) ? shaping : 0;
    const subject = yield* within(0, gathered, gathering);
    return yield* within(gathered, 1, writeAs(exporter, subject, asked.words));
  }

  return {
    exports({ kind }) {
      const able = exporters.filter((exporter) => exporter[kind] !== undefined);
      const value = able.map(({ id, label, extensions }) => ({ id, label, extension: extensions[0]! }));
      return { value, transfer: [] };
    },

    async export(asked, task) {
      const exporter = exporters.find(({ id }) => id === asked.format);
      if (exporter === undefined) {
        throw new FlamebenchError('bad-argument', asked.format, {
          reason: 'it is no format that is written',
        });
      }
      await task.step();
      const end = exporter.isGzipped === true ? writing : 1;
      let bytes = await task.run(fileOf(exporter, asked), 0, end);
      if (exporter.isGzipped === true) {
        bytes = await gzip(bytes, async (done) => {
          task.progress(writing + done * (1 - writing));
          await task.step();
        });
      }
      return { value: bytes, transfer: buffersOf([bytes]) };
    },
  };
}
