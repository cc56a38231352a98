import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { topTable } from '../../../engine/analysis/top';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import type { Profile } from '../../../engine/model/profile';
import { topText } from '../../../engine/text/report';

/** The table of a `go tool pprof -top` report: its heading and rows, without legend and inlining marks. */
export function tableOf(report: string): string[] {
  const lines = report.split('\n').filter((line) => line !== '');
  const heading = lines.findIndex((line) => /^ +flat +flat%/.test(line));
  return lines.slice(heading).map((line) => line.replace(/ \((?:partial-)?inline\)$/, ''));
}

/** Our table of the same profile, in pprof's layout. */
export function ourTable(profile: Profile, sampleIndex: number): string[] {
  return topText(topTable(profile, sampleIndex), Number.POSITIVE_INFINITY);
}

export function readPprof(path: string): Profile {
  const bytes = readFileSync(path);
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return decodePprof(new Uint8Array(gzipped ? gunzipSync(bytes) : bytes), path);
}

/** What the installed `go tool pprof` prints, nothing trimmed. */
export function goToolTop(path: string, sampleIndex: number): string[] {
  const args = [
    'tool',
    'pprof',
    '-top',
    '-symbolize=none',
    '-nodefraction=0',
    `-sample_index=${sampleIndex}`,
    path,
  ];
  const env = { ...process.env, PPROF_TMPDIR: tmpdir() };
  return tableOf(execFileSync('go', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }));
}
