import { expect, it } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { printRecording } from '../../../main/cli/record-report';
import { type Side, variantSide } from '../../../main/cli/sides';
import { createTerminal } from '../../../main/cli/terminal';
import type { Capture, CaptureKind, Run } from '../../../proto/run';
import { seeded, simulate } from '../../helpers/simulated-service';
import { sampleRun } from '../services/sample-run';

const kinds: CaptureKind[] = ['cpu', 'mutex', 'block'];

it('tells what makes a comparison doubtful once, however many kinds of profile there are', async () => {
  const base = sampleRun('run-1');
  const random = seeded(5);
  const files = new Map<string, Uint8Array>();
  const captures: Capture[] = kinds.flatMap((kind) =>
    [0, 1].map((variant) => {
      const file = `${kind}-${variant}.pb`;
      files.set(file, encodePprof(simulate({ samples: 1000, together: 0, alone: 0 }, random).profile));
      return { ...base.captures[0]!, kind, variant, file };
    }),
  );
  const variants = ['slow', 'fast'].map((label) => ({ ...base.plan.variants[0]!, label, load: null }));
  const run: Run = { ...base, captures, plan: { ...base.plan, captures: kinds, variants }, turns: [] };
  const sides: Map<CaptureKind, Side>[] = [];
  for (const variant of [0, 1]) {
    const byKind = new Map<CaptureKind, Side>();
    for (const kind of kinds) {
      byKind.set(kind, (await variantSide(run, kind, variant, async (file) => files.get(file)!))!);
    }
    sides.push(byKind);
  }
  let out = '';
  let err = '';
  const terminal = createTerminal(
    { write: (text) => (out += String(text)) },
    { write: (text) => (err += text) },
    {},
  );
  await printRecording(terminal, { run, files, sides });
  expect(out.match(/^slow \w+ → fast \w+/gm)).toHaveLength(kinds.length);
  expect(err.match(/Each side is one capture/g)).toHaveLength(1);
});
