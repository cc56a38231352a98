import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildTree } from '../../engine/analysis/tree';
import { flameSvg } from '../../engine/render/flame-svg';
import { fileError } from '../services/file-error';
import { writeFileAtomically } from '../services/save-file';
import type { Comparison } from './comparison';
import { chooseSampleType } from './input';
import type { Recording } from './recording';

/** 'slow.cpu.pb.gz', with '.base' for what a heap profile is counted from. */
function profileFiles({ run, files }: Recording): [string, Uint8Array][] {
  return run.captures.flatMap((capture) => {
    const name = `${run.label}.${capture.kind}`;
    const own: [string, Uint8Array] = [`${name}.pb.gz`, files.get(capture.file)!];
    const base = files.get(capture.baseFile);
    return base === undefined ? [own] : [own, [`${name}.base.pb.gz`, base]];
  });
}

function cpuPicture({ run, inputs }: Recording): [string, Uint8Array] {
  const input = inputs.find(({ kind }) => kind === 'cpu')!;
  const tree = buildTree([{ profile: input.profile, sampleIndex: chooseSampleType(input) }]);
  const svg = flameSvg(tree, { title: `Demo, ${run.label}`, subtitle: `CPU, ${input.requests} requests` });
  return [`${run.label}.svg`, new TextEncoder().encode(svg)];
}

/**
 * Writes the demo's profiles and pictures into a folder, which is made where it is missing.
 * @param cpu the comparison to draw as diff.svg
 * @returns the paths written
 * @throws FlamebenchError file errors
 */
export async function writeDemoFiles(
  folder: string,
  recordings: readonly Recording[],
  cpu: Comparison,
): Promise<string[]> {
  const diffSvg = flameSvg(cpu.tree, {
    title: `Demo, ${recordings.map(({ run }) => run.label).join(' → ')}`,
    subtitle: 'CPU per request',
  });
  const outputs = [
    ...recordings.flatMap(profileFiles),
    ...recordings.map(cpuPicture),
    ['diff.svg', new TextEncoder().encode(diffSvg)] as const,
  ];
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
