import { join } from 'node:path';
import { encodePprof } from '../../engine/formats/pprof/encode';
import { openLibrary } from '../../main/services/library';
import type { Capture, Run } from '../../proto/run';
import { sampleRun } from '../main/services/sample-run';
import { type Behaviour, simulate } from './simulated-service';

export interface SimulatedRun {
  readonly id: string;
  /** One or two. */
  readonly variants: readonly Behaviour[];
  readonly rounds: number;
  readonly random: () => number;
  /** Instead of what the run would be. */
  readonly over?: Partial<Run>;
}

/**
 * Saves a run of rounds, labelled v0, v1, in the library of a folder.
 * @returns its own folder
 */
export async function saveSimulatedRun(
  folder: string,
  { id, variants, rounds, random, over }: SimulatedRun,
): Promise<string> {
  const base = sampleRun(id);
  const files = new Map<string, Uint8Array>();
  const captures: Capture[] = [];
  for (let round = 0; round < rounds; round++) {
    variants.forEach((behaviour, variant) => {
      const { profile, requests } = simulate(behaviour, random);
      const file = `cpu-${variant}-${round}.pb`;
      files.set(file, encodePprof(profile));
      captures.push({ ...base.captures[0]!, file, round, variant, requests });
    });
  }
  const plan = {
    ...base.plan,
    rounds,
    variants: variants.map((_, i) => ({ ...base.plan.variants[0]!, label: `v${i}` })),
  };
  await openLibrary(folder).write({ ...base, plan, captures, ...over }, files);
  return join(folder, id);
}
