import { FlamebenchError } from '../../../proto/errors';
import { diffTable } from '../../analysis/diff';
import { exportAs, exporters } from '../../export/registry';
import type { ExportSubject } from '../../export/types';
import { plainUnit } from '../../units/format';
import { buffersOf } from '../flame-data';
import type { ExportCalls } from '../protocol';
import type { Shelf } from '../shelf';
import type { CallPorts, CallsOf } from '../task';

/** Writing what is shown in another format. */
export function exportCalls(shelf: Shelf, { gzip }: CallPorts): CallsOf<keyof ExportCalls> {
  const subjectOf = (asked: ExportCalls['export']['request']): ExportSubject => {
    const { title, profileIds, sides } = asked;
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
      return { kind: 'profile', title, profile: first, sampleIndex, requests: sides[0]?.requests ?? 0 };
    }
    const sideOf = (i: 0 | 1) => ({
      name: sides[i]?.name ?? '',
      requests: sides[i]?.requests ?? 0,
      timeNanos: profiles[i]!.timeNanos,
      durationNanos: profiles[i]!.durationNanos,
    });
    const shown = shelf.tree(asked.treeId);
    const tree = { ...shown, unit: plainUnit(shown.unit) };
    return {
      kind: 'comparison',
      title,
      sides: [sideOf(0), sideOf(1)],
      tree,
      diff: diffTable(tree),
      sampleType: asked.sampleType,
      normalisation: asked.normalisation,
    };
  };

  return {
    exports({ kind }) {
      const able = exporters.filter((exporter) => exporter[kind] !== undefined);
      const value = able.map(({ id, label, extensions }) => ({ id, label, extension: extensions[0]! }));
      return { value, transfer: [] };
    },

    async export(asked) {
      const exporter = exporters.find(({ id }) => id === asked.format);
      if (exporter === undefined) {
        throw new FlamebenchError('bad-argument', asked.format, {
          reason: 'it is no format that is written',
        });
      }
      const bytes = await exportAs(exporter, subjectOf(asked), { gzip });
      return { value: bytes, transfer: buffersOf([bytes]) };
    },
  };
}
