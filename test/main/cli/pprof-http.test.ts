import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { runCli } from '../../../main/cli/run-cli';
import { createTerminal } from '../../../main/cli/terminal';
import { inflateNode } from '../../../main/services/inflate';
import { encodeFrame, FrameReader } from '../../../proto/frame';
import type { OpenedFile } from '../../../proto/ipc';
import { distFolder } from '../../helpers/dist';
import { tempFolder } from '../services/temp-folder';
import { cli } from './capture-cli';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const cpu = fixture('go-cpu.pb.gz');

beforeEach(() => {
  vi.stubEnv('FLAMEBENCH_LIBRARY', tempFolder());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Serves, and answers the first thing that a page is told; then ends it as Ctrl-C does. */
async function firstSignal(argv: readonly string[]) {
  const interrupt = new AbortController();
  const notes: string[] = [];
  let ended: Promise<number> | undefined;
  const url = await new Promise<URL>((resolve, reject) => {
    const note = (text: string | Uint8Array) => {
      notes.push(String(text));
      const found = /Serving web UI on (\S+)/.exec(String(text));
      if (found !== null) resolve(new URL(found[1]!));
    };
    const terminal = createTerminal({ write: () => {} }, { write: note }, {});
    ended = runCli(['pprof', '-http=127.0.0.1:0', '-no_browser', ...argv], {
      terminal,
      signal: interrupt.signal,
      distFolder,
    });
    ended.then(() => reject(new Error(notes.join(''))), reject);
  });
  const answer = await fetch(`${url.origin}/signals`, {
    method: 'POST',
    headers: { Origin: url.origin, 'X-Flamebench-Token': url.hash.slice(1) },
    body: encodeFrame({ isNew: true }) as Uint8Array<ArrayBuffer>,
  });
  const frames = new FrameReader();
  const reader = answer.body!.getReader();
  let signal: unknown = null;
  while (signal === null) {
    const { value } = await reader.read();
    for (const told of frames.push(value!)) signal ??= told;
  }
  interrupt.abort();
  expect(await ended).toBe(0);
  return { ...(signal as { name: string; value: unknown }), notes: notes.join('') };
}

const profileOf = ({ bytes, name }: OpenedFile) => readProfile(bytes, name, inflateNode);
const sum = (column: Float64Array) => column.reduce((all, each) => all + each, 0);

describe('pprof -http', () => {
  it('opens a file in the window as it is', async () => {
    const { name, value } = await firstSignal([cpu]);
    expect(name).toBe('file.opened');
    const file = value as OpenedFile;
    expect(file.name).toBe('go-cpu.pb.gz');
    expect(Buffer.from(file.bytes).equals(readFileSync(cpu))).toBe(true);
  });

  it('merges several sources', async () => {
    const { value } = await firstSignal([cpu, cpu]);
    const file = value as OpenedFile;
    expect(file.name).toBe('go-cpu.pb.gz and 1 more');
    const [merged, one] = [await profileOf(file), await profileOf({ name: '', bytes: readFileSync(cpu) })];
    expect(merged.samples.values.map(sum)).toEqual(one.samples.values.map((column) => 2 * sum(column)));
  });

  it('leaves out what the filters do, and says where they match nothing', async () => {
    const { value, notes } = await firstSignal([
      '-focus=hashAll',
      '-hide=nothing of the kind',
      '-sample_index=samples',
      cpu,
    ]);
    const profile = await profileOf(value as OpenedFile);
    const whole = await profileOf({ name: '', bytes: readFileSync(cpu) });
    expect(profile.samples.length).toBeGreaterThan(0);
    expect(profile.samples.length).toBeLessThan(whole.samples.length);
    expect(profile.defaultSampleType).toBe('samples');
    expect(notes).toContain('hide matches no samples');
  });

  it('shows a base of differences as a comparison, the base first', async () => {
    const { name, value } = await firstSignal(['-diff_base', cpu, '-normalize', cpu, cpu]);
    expect(name).toBe('comparison.opened');
    const { before, after } = value as { before: OpenedFile; after: OpenedFile };
    expect([before.name, after.name]).toEqual(['go-cpu.pb.gz', 'go-cpu.pb.gz and 1 more']);
    const [base, scaled] = [await profileOf(before), await profileOf(after)];
    for (const [i, column] of scaled.samples.values.entries()) {
      const wanted = sum(base.samples.values[i]!);
      expect(Math.abs(sum(column) - wanted)).toBeLessThan(wanted * 0.01 + scaled.samples.length);
    }
  });

  it.each([
    [['-http=:0', '-top', cpu], 'leave out -top'],
    [['-no_browser', '-top', cpu], '-no_browser needs -http'],
    [['-http=8080', cpu], 'host:port'],
    [['-http=localhost:99999', cpu], 'host:port'],
    [['-http=:0', '-no_browser', '/no/such.pb.gz'], 'does not exist'],
    [['-http=:0', '-no_browser', '-sample_index=beans', cpu], 'beans'],
    [['-http=:0'], 'no source'],
  ])('refuses %j', async (argv, words) => {
    const { status, out, err } = await cli(['pprof', ...argv]);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });
});
