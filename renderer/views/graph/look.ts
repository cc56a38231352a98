import { type ColourScale, colourScales } from '../../../engine/flame/look';
import { colourScale } from '../scale';

/** Steps of the sliders. More than 500 nodes are no picture any more, and take seconds to lay out. */
export const nodeCounts = [5, 10, 20, 30, 40, 60, 80, 120, 160, 200, 300, 500] as const;
export const fractions = [
  0, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2,
] as const;

/** How a person wants call graphs shown. Kept with the pane. */
export interface GraphLook {
  readonly nodeCount: number;
  /** Of a profile; a comparison has its smallest change. */
  readonly nodeFraction: number;
  readonly edgeFraction: number;
  readonly scale: ColourScale;
  /** Of a comparison: what may be noise is drawn grey. */
  readonly greyNoise: boolean;
}

/** pprof's own choice. */
const usual: Omit<GraphLook, 'scale'> = {
  nodeCount: 80,
  nodeFraction: 0.005,
  edgeFraction: 0.001,
  greyNoise: true,
};

/** A look as it was kept, whatever became of it meanwhile: what is not understood is as usual. */
export function readLook(kept: unknown): GraphLook {
  const given = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const one = <K extends keyof typeof usual>(
    key: K,
    choices: readonly (typeof usual)[K][],
  ): (typeof usual)[K] => choices.find((choice) => choice === given[key]) ?? usual[key];
  return {
    nodeCount: one('nodeCount', nodeCounts),
    nodeFraction: one('nodeFraction', fractions),
    edgeFraction: one('edgeFraction', fractions),
    scale: colourScales.find((scale) => scale === given.scale) ?? colourScale(),
    greyNoise: one('greyNoise', [true, false]),
  };
}
