import { buildTree } from '../analysis/tree';
import { flameSvg } from '../render/flame-svg';
import { writtenIn } from '../units/format';
import type { Exporter } from './types';

/** The flame graph as a picture that zooms and searches by itself; of a comparison, the differential one. */
export const svgExporter: Exporter = {
  id: 'svg',
  label: 'flame graph',
  extensions: ['.svg'],
  async profile({ title, profile, sampleIndex, unit = '', tree }, { words, pace }) {
    const built = tree ?? buildTree([{ profile, sampleIndex }]);
    pace.progress(0.6);
    await pace.step();
    return flameSvg(
      { ...built, unit: writtenIn(built.unit, unit) },
      { title, subtitle: profile.sampleTypes[sampleIndex]!.type, words: words.picture },
    );
  },
  comparison: ({ title, tree, sampleType, normalisation, unit = '' }, { words }) =>
    flameSvg(
      { ...tree, unit: writtenIn(tree.unit, unit) },
      { title, subtitle: `${sampleType}, ${words.basis[normalisation]}`, words: words.picture },
    ),
};
