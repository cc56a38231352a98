import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import type { Profile } from '../../../engine/model/profile';
import { commands } from '../../../engine/pprof/commands';
import { loadProfile } from '../../../engine/pprof/load';
import { defaultOptions, optionOf, type ReportOptions, setOption } from '../../../engine/pprof/options';
import { utcPlace } from '../../../engine/pprof/place';
import { runReport } from '../../../engine/pprof/report';
import { inflateNode } from '../../../main/services/inflate';

// google/pprof's own golden reports, where the machine has them: PPROF_SUITE names their folder.

interface Case {
  readonly source: string;
  readonly flags: readonly string[];
  readonly base: readonly string[];
  readonly golden: string;
  /** Flags of a second report, made of the profile that the first one gives. */
  readonly stage2?: readonly string[];
}

const suite = process.env.PPROF_SUITE ?? '';
const manifest = join(suite, 'manifest.json');
const cases: Case[] = suite !== '' && existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : [];
const reason = cases.length > 0 ? '' : ' (skipped: PPROF_SUITE names no folder with a manifest.json)';

/** Sample types that are flags of their own. */
const sampleTypes = new Set(['inuse_space', 'inuse_objects', 'alloc_space', 'alloc_objects']);

interface Parsed {
  readonly command: string;
  readonly parameter?: string;
  readonly options: ReportOptions;
  readonly keepsAllFrames: boolean;
  readonly comment: string;
}

function parse(flags: readonly string[]): Parsed {
  let parsed: Parsed = { command: '', options: defaultOptions(), keepsAllFrames: false, comment: '' };
  for (const flag of flags) {
    const equals = flag.indexOf('=');
    const name = equals < 0 ? flag : flag.slice(0, equals);
    const value = equals < 0 ? 'true' : flag.slice(equals + 1);
    if (name === 'all_frames') parsed = { ...parsed, keepsAllFrames: true };
    else if (name === 'add_comment') parsed = { ...parsed, comment: value };
    else if (sampleTypes.has(name)) {
      parsed = { ...parsed, options: setOption(parsed.options, 'sample_index', name) };
    } else if (optionOf(name) !== undefined) {
      parsed = { ...parsed, options: setOption(parsed.options, name, value) };
    } else if (equals < 0) parsed = { ...parsed, command: name };
    else parsed = { ...parsed, command: name, parameter: value };
  }
  return parsed;
}

const recoded = (profile: Profile) => decodePprof(encodePprof(profile), 'recoded');

function report(profile: Profile, parsed: Parsed): string | Profile {
  const { options, command, parameter, keepsAllFrames, comment } = parsed;
  const loaded = loadProfile([profile], { keepsAllFrames, comment });
  const request = { command, options, place: utcPlace, ...(parameter === undefined ? {} : { parameter }) };
  const { output } = runReport(loaded, request);
  return output.kind === 'text' ? output.text : output.profile;
}

describe.skipIf(cases.length === 0)(`pprof's own reports${reason}`, () => {
  it('are fifty', () => {
    expect(cases.length).toBe(50);
  });

  for (const { source, flags, base, golden, stage2 } of cases) {
    const parsed = parse([...base, ...flags]);
    const missing =
      parsed.command in commands
        ? ''
        : ` (skipped: ${parsed.command} needs a program to take apart: see test/engine/source)`;
    it.skipIf(missing !== '')(`${source} ${flags.join(' ')}${missing}`, async () => {
      const read = await readProfile(readFileSync(join(suite, source)), source, inflateNode);
      let text = report(recoded(read), parsed);
      if (stage2 !== undefined) {
        expect(typeof text).toBe('object');
        text = report(recoded(text as Profile), parse([...base, ...stage2]));
      }
      expect(text).toBe(readFileSync(join(suite, golden), 'utf8'));
    });
  }
});
