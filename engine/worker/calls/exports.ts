import { FlamebenchError } from '../../../proto/errors';
import { diffTable } from '../../analysis/diff';
import type { CallTree } from '../../analysis/types';
import { between } from '../../export/pace';
import { exportAs, exporters } from '../../export/registry';
import type { ExportSubject } from '../../export/types';
import { plainUnit } from '../../units/format';
import { buffersOf } from '../flame-data';
import type { ExportCalls } from '../protocol';
import type { Shelf } from '../shelf';
import type { CallPorts, CallsOf } from '../task';

/** Formats that are made of the tree which is shown already. */
const treeFormats: ReadonlySet<string> = new Set(['svg', 'html']);

const plain = (tree: CallTree): CallTree => ({ ...tree, unit: plainUnit(tree.unit) });

/** Writing what is shown in another format. */
export function exportCalls(shelf: Shelf, { gzip }: CallPorts): CallsOf<keyof ExportCalls> {
  const subjectOf = (asked: ExportCalls['export']['request']): ExportSubject => {
    const { title, profileIds, sides, unit = '' } = asked;
    const profiles = profileIds.map((id) => shelf.profile(id).profile);
    const [first, second] = profiles;
    if (first === undefined)
      throw new FlamebenchError('bad-argument', title, { reason: 'no profile was named' });
    if (second === undefined) {
      const sampleIndex = first.sampleTypes.findIndex((t) => t.type === asked.sampleType);
      if (sampleIndex < 0) {
        throw new FlamebenchError('bad-argument', title, {
          reason: `it has no sample type ${asked.sampleType}`,
        });
      }
      const requests = sides[0]?.requests ?? 0;
      const tree = treeFormats.has(asked.format) ? { tree: plain(shelf.tree(asked.treeId)) } : {};
      return { kind: 'profile', title, profile: first, sampleIndex, requests, unit, ...tree };
    }
    const sideOf = (i: 0 | 1) => ({
      name: sides[i]?.name ?? '',
      requests: sides[i]?.requests ?? 0,
      timeNanos: profiles[i]!.timeNanos,
      durationNanos: profiles[i]!.durationNanos,
    });
    const tree = plain(shelf.tree(asked.treeId));
    return {
      kind: 'comparison',
      title,
      sides: [sideOf(0), sideOf(1)],
      tree,
      diff: diffTable(tree),
      sampleType: asked.sampleType,
      normalisation: asked.normalisation,
      unit,
    };
  };

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
      const subject = subjectOf(asked);
      task.progress(0.05);
      await task.step();
      const words = asked.words === undefined ? {} : { words: asked.words };
      const bytes = await exportAs(exporter, subject, { gzip, pace: between(task, 0.05, 1), ...words });
      return { value: bytes, transfer: buffersOf([bytes]) };
    },
  };
}
