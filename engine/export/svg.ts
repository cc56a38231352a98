import { buildTree } from '../analysis/tree';
import { flameSvg } from '../render/flame-svg';
import type { Exporter } from './types';
import { basisOf } from './words';

/** The flame graph as a picture that zooms and searches by itself; of a comparison, the differential one. */
export const svgExporter: Exporter = {
  id: 'svg',
  label: 'flame graph',
  extensions: ['.svg'],
  profile: ({ title, profile, sampleIndex }) =>
    flameSvg(buildTree([{ profile, sampleIndex }]), {
      title,
      subtitle: profile.sampleTypes[sampleIndex]!.type,
    }),
  comparison: ({ title, tree, sampleType, normalisation }) =>
    flameSvg(tree, { title, subtitle: `${sampleType}, ${basisOf(normalisation)}` }),
};
