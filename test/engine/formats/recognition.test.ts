import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../../../engine/formats';
import { encodeUtf8 } from '../../../engine/wire/utf8';
import { fixtureBytes, fixturePath } from '../../helpers/fixture';

/** Folders of fixtures, and the format that each file in them has. */
const folders: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  'go-debug': {
    'heap.txt': 'heap-text',
    'allocs.txt': 'heap-text',
    'goroutine.txt': 'go-text',
    'threadcreate.txt': 'go-text',
    'block.txt': 'contention',
    'mutex.txt': 'contention',
  },
  gperftools: {
    'cpu.prof': 'gperftools-cpu',
    'profiler.heap': 'heap-text',
    'leaks.heap': 'heap-text',
    'sampled.heap': 'heap-text',
    'growth.heap': 'heap-text',
  },
  'goroutine-dump': 'goroutine-dump',
  'pprof-raw': 'pprof-raw',
  speedscope: { 'pyspy.speedscope.json': 'speedscope' },
  v8: { 'node.cpuprofile': 'cpuprofile', 'node.heapprofile': 'heapprofile' },
  'perf-script': 'perf-script',
  'perf-data': { 'work.script.txt': 'perf-script' },
  java: 'java',
  contention: 'contention',
  threadz: 'threadz',
  folded: 'folded',
};

const files = Object.entries(folders).flatMap(([folder, expected]) =>
  readdirSync(fixturePath(folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'README.md' && name !== 'work.data' && !name.startsWith('program.'))
    .filter((entry) => entry.isFile())
    .map((entry): [string, string | undefined] => [
      `${folder}/${entry.name}`,
      typeof expected === 'string' ? expected : expected[entry.name],
    ]),
);

const claims = (bytes: Uint8Array) => formats.filter((f) => f.recognise(bytes) === 'yes').map(({ id }) => id);

describe('each recorded file', () => {
  it.each(files)('%s is claimed by %s alone', (file, expected) => {
    expect(claims(fixtureBytes(file))).toEqual([expected]);
  });

  it.each(files)('%s is still claimed when its second half is missing', (file, expected) => {
    const bytes = fixtureBytes(file);
    // A JSON file may name its schema at the end; what is cut there is not known to be a profile.
    expect(claims(bytes.subarray(0, bytes.length >> 1))).toEqual([expected]);
  });
});

it('has names that are unique', () => {
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
});

it.each([
  ['prose', 'The heap profile of the service, taken at 10:15, shows 3 things; see below.\n'],
  ['a log', '2026-11-23T08:00:00Z INFO listening on 127.0.0.1:8080\n2026-11-23T08:00:01Z WARN retry 3\n'],
  ['CSV', 'name;count\nalpha;1\nbeta;2\n'],
  ['a diff', '--- a/main.go\n+++ b/main.go\n@@ -1 +1 @@\n-x\n+y\n'],
  ['Go code', 'package main\n\nfunc main() {\n\tprintln("goroutine 1 [running]:")\n}\n'],
  ['other JSON', '{"nodes": [1, 2], "head": {}, "profiles": []}'],
  ['numbers', '1 2 3\n4 5 6\n'],
])('%s is claimed by none', (_, text) => {
  expect(claims(encodeUtf8(text))).toEqual([]);
});
