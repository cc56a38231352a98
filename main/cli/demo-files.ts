import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildTree } from '../../engine/analysis/tree';
import type { CallTree } from '../../engine/analysis/types';
import { comparedAs, englishReport } from '../../engine/export/words';
import { type FlameNoise, usualSeen } from '../../engine/flame/look';
import { encodePprof } from '../../engine/formats/pprof/encode';
import { flameSvg } from '../../engine/render/flame-svg';
import { fileError } from '../services/file-error';
import { gzipNode } from '../services/gzip';
import { writeFileAtomically } from '../services/save-file';
import { chooseSampleType } from './input';
import type { Recording } from './recording';
import type { Side } from './sides';

/** Two sides on one tree, and what of their difference may be noise. */
export interface DemoChange {
  readonly tree: CallTree;
  readonly noise: FlameNoise;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function picture({ name, pooled }: Side, label: string): [string, Uint8Array] {
  const tree = buildTree([{ profile: pooled.profile, sampleIndex: chooseSampleType(pooled) }]);
  const svg = flameSvg(tree, { title: `Demo, ${label}`, subtitle: `${name}, ${pooled.requests} requests` });
  return [`${label}.svg`, utf8(svg)];
}

/**
 * Writes the demo's profiles, all rounds of each as one, and pictures into a folder, which is made where it is
 * missing. The rounds as the service sent them are in the run.
 *
 * @param cpu of two sides, to be drawn as diff.svg
 * @returns the paths written
 * @throws FlamebenchError file errors
 */
export async function writeDemoFiles(
  folder: string,
  { run, sides }: Recording,
  cpu: DemoChange,
): Promise<string[]> {
  const outputs: [string, Uint8Array][] = [];
  for (const [variant, { label }] of run.plan.variants.entries()) {
    for (const [kind, side] of sides[variant]!) {
      outputs.push([`${label}.${kind}.pb.gz`, await gzipNode(encodePprof(side.pooled.profile))]);
    }
    outputs.push(picture(sides[variant]!.get('cpu')!, label));
  }
  outputs.push([
    'diff.svg',
    utf8(
      flameSvg(cpu.tree, {
        title: `Demo, ${run.label}`,
        subtitle: comparedAs('CPU', 'per-request', cpu.noise, englishReport),
        seen: { ...usualSeen(cpu.tree), noise: cpu.noise },
      }),
    ),
  ]);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileError(error, folder);
  }
  const written: string[] = [];
  for (const [name, bytes] of outputs) {
    const path = join(folder, name);
    await writeFileAtomically(path, bytes);
    written.push(path);
  }
  return written;
}
