import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parsePprofArguments } from '../../../../main/cli/pprof/flags';
import { requireTool } from '../../../helpers/require-tool';
import { tempFolder } from '../../services/temp-folder';
import { cli } from '../capture-cli';

const cpu = fileURLToPath(new URL('../../../fixtures/go-cpu.pb.gz', import.meta.url));

const refused = [
  '-top=',
  '-top=maybe',
  '-svg=',
  '-cum=',
  '-call_tree=yes',
  '-inuse_space=',
  '-all_frames=',
  '-seconds=',
];

describe('a flag with a value that it cannot have', () => {
  it.each(refused)('is a mistake in the command line, and no shell: %s', async (flag) => {
    const { status, out, err } = await cli(['pprof', flag, cpu]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(flag.split('=')[0]);
  });

  it.skipIf(requireTool('go').skip)('is one to go tool pprof, too', () => {
    const env = { ...process.env, PPROF_TMPDIR: tempFolder() };
    // Frames are kept by a flag of another name there.
    for (const flag of refused.filter((each) => !each.startsWith('-all_frames'))) {
      const { status } = spawnSync('go', ['tool', 'pprof', flag, cpu], { env, input: '' });
      expect([flag, status === 0]).toEqual([flag, false]);
    }
  });
});

it('a flag may be set to false, as if it were not there', () => {
  expect(parsePprofArguments(['-top=false', '-tree=1', cpu])).toMatchObject({
    command: 'tree',
    sources: [cpu],
  });
  expect(parsePprofArguments(['-top=F', cpu]).command).toBe('');
});

it('a report with a pattern that is empty is none, as in go tool pprof', () => {
  expect(parsePprofArguments(['-list=', cpu]).command).toBe('');
});
