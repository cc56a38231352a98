import { gunzipSync } from 'node:zlib';
import { encodePprof } from '../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../engine/model/builder';
import { encodeUtf8 } from '../../engine/wire/utf8';

/** How a format's files are best damaged. */
export type Structure = 'protobuf' | 'binary' | 'text' | 'json';

/** Valid files of one format. */
export interface Seeds {
  /** The format's id. */
  readonly format: string;
  readonly structure: Structure;
  /** Whether the files are compressed, which the format's own reader knows nothing of. */
  readonly isPacked?: true;
  /** The smallest first: most inputs are made of those, since they are read in no time. */
  readonly files: readonly Uint8Array[];
}

/**
 * What the fuzzer starts from: recordings, and small files written for it.
 *
 * @param fixture reads a file of test/fixtures.
 */
export function allSeeds(fixture: (file: string) => Uint8Array): readonly Seeds[] {
  const all = (folder: string, ...files: string[]) => files.map((file) => fixture(`${folder}/${file}`));
  const text = (...lines: string[]) => encodeUtf8(`${lines.join('\n')}\n`);
  const words = (...each: (number | bigint)[]) =>
    new Uint8Array(BigUint64Array.from(each, (word) => BigInt(word)).buffer);
  return [
    {
      format: 'pprof',
      structure: 'protobuf',
      files: [
        smallPprof(),
        smallPprof(),
        new Uint8Array(gunzipSync(fixture('go-heap.pb.gz'))),
        new Uint8Array(gunzipSync(fixture('go-cpu.pb.gz'))),
      ],
    },
    {
      format: 'pprof',
      structure: 'binary',
      isPacked: true,
      files: [
        zstdOf(smallPprof(), false),
        zstdOf(smallPprof(), true),
        fixture('go-cpu.pb.zst'),
        fixture('go-cpu-stream.pb.zst'),
      ],
    },
    {
      format: 'gperftools-cpu',
      structure: 'binary',
      files: [
        concatText(words(0, 3, 0, 10000, 0, 2, 2, 0x40001, 0x40002, 1, 1, 0x40001, 0, 1, 0), memoryMap),
        concatText(new Uint8Array(new Uint32Array([0, 3, 0, 10000, 0, 2, 1, 64, 0, 1, 0]).buffer), memoryMap),
        fixture('gperftools/cpu.prof'),
      ],
    },
    {
      format: 'heap-text',
      structure: 'text',
      files: [
        text('heap profile: 3: 96 [9: 400] @ heap_v2/524288', '1: 32 [4: 100] @ 0x40001 0x40002', memoryMap),
        text('heap profile: 3: 96 [3: 96] @ growthz', '3: 96 [3: 96] @ 0x40001', '', memoryMap),
        text(
          'heap profile: 1: 16 [2: 32] @ heap/1048576',
          '1: 16 [2: 32] @ 0x40001 0x40002',
          '#\t0x40001\tmain.f+0x1\t/src/main.go:12',
        ),
        ...all('gperftools', 'growth.heap', 'leaks.heap', 'profiler.heap', 'sampled.heap'),
        ...all('go-debug', 'heap.txt', 'allocs.txt'),
      ],
    },
    {
      format: 'go-text',
      structure: 'text',
      files: [
        text(
          'goroutine profile: total 3',
          '3 @ 0x40001 0x40002',
          '# labels: {"a":"b"}',
          '#\t0x40001\tmain.f+0x1\t/a.go:1',
        ),
        ...all('go-debug', 'goroutine.txt', 'threadcreate.txt'),
      ],
    },
    {
      format: 'contention',
      structure: 'text',
      files: [
        text(
          '--- contention:',
          'cycles/second = 3000000000',
          'sampling period = 5',
          '900 3 @ 0x40001 0x40002',
        ),
        text('--- mutex:', 'cycles/second=1', 'sampling period=1', '1 1 @ 0x1', '#\t0x1\tf+0x0\ta.go:1'),
        ...all('go-debug', 'block.txt', 'mutex.txt'),
        fixture('contention/locks.contention'),
      ],
    },
    {
      format: 'threadz',
      structure: 'text',
      files: [
        text(
          '--- threadz 1 ---',
          '',
          '--- Thread 7f794ab90940 (name: main/1) stack: ---',
          '  PC:  0x00040001: helper(arg *)',
          '  0x00040002: main',
          '--- Thread 7f794964e700 (name: other/2) stack: ---',
          '  [same as previous thread]',
          memoryMap,
        ),
        fixture('threadz/threads.threadz'),
      ],
    },
    {
      format: 'java',
      structure: 'text',
      files: [
        text(
          '--- contentionz 1 ---',
          'format = java',
          'resolution = ms',
          'sampling period = 100',
          javaStacks,
        ),
        text('--- heapz 1 ---', 'format = java', 'resolution = bytes', javaStacks),
        ...all('java', 'java.contention', 'java.heap'),
      ],
    },
    {
      format: 'java',
      structure: 'binary',
      files: [concatText(words(0, 3, 1, 10000, 0, 2, 2, 3, 4, 0, 1, 0), javaNames), fixture('java/java.cpu')],
    },
    {
      format: 'pprof-raw',
      structure: 'text',
      files: [
        text(
          'PeriodType: cpu nanoseconds',
          'Period: 10000000',
          'Time: 2024-05-06 07:08:09 +0000 UTC',
          'Duration: 1.5s',
          'Samples:',
          'samples/count[dflt] cpu/nanoseconds',
          '          1   10000000: 1 2 ',
          '                key:[value] bytes:[16 bytes]',
          'Locations',
          '     1: 0x40001 M=1 main.f /src/a.go:1:2 s=1',
          '             main.g /src/a.go:3:0 s=3(main.sys)',
          '     2: 0x40002 M=1 [F] ',
          'Mappings',
          '1: 0x40000/0x50000/0x0 /bin/x abcdef [FN][FL][LN][IN]',
        ),
        ...all('pprof-raw', 'go-heap.txt', 'go-cpu.txt'),
      ],
    },
    {
      format: 'goroutine-dump',
      structure: 'text',
      files: [
        text(
          'goroutine 1 [running, 5 minutes, locked to thread]:',
          'main.f({0xc000, 0x1}, ...)',
          '\t/src/a.go:12 +0x1d',
          'created by main.main in goroutine 7',
          '\t/src/a.go:3 +0x2',
          '',
          'goroutine 2 [chan receive]:',
          'main.(*T).g[...](0x1?)',
          '\t/src/b.go:1',
        ),
        ...all('goroutine-dump', 'debug2.txt', 'panic.txt'),
      ],
    },
    {
      format: 'speedscope',
      structure: 'json',
      files: [text(JSON.stringify(speedscope)), fixture('speedscope/pyspy.speedscope.json')],
    },
    {
      format: 'cpuprofile',
      structure: 'json',
      files: [text(JSON.stringify(cpuProfile)), fixture('v8/node.cpuprofile')],
    },
    {
      format: 'heapprofile',
      structure: 'json',
      files: [text(JSON.stringify(heapProfile)), fixture('v8/node.heapprofile')],
    },
    {
      format: 'perf-script',
      structure: 'text',
      files: [
        text(
          'java 12/13 [001] 123.456789:     250000 cycles:u: ',
          '\t    7f12 f+0x12 (/lib/libc.so)',
          '\t  ffff81 [unknown] ([kernel.kallsyms])',
          '',
          'a b 5 9.5: sched:sched_switch: prev_comm=x prev_pid=1',
          '            40001 g (inlined)',
          '            40002 main+0x1 (/bin/x)',
          '  a.c:12',
          '',
        ),
        ...all('perf-script', 'default.txt', 'no-time.txt', 'one-line.txt', 'pid-tid.txt', 'srcline.txt'),
      ],
    },
    {
      format: 'folded',
      structure: 'text',
      files: [
        text('main;f;g 12', 'main;f 3', 'main;h_[k] 1'),
        text('java;Lorg/x/Y;.call 1.5', 'prix_é;価格;a b 20', 'std::f<int>(char*);[unknown] 3', 'x 0'),
        text('main;f;g 12 3', 'main;f 3 4'),
        fixture('folded/pyspy.folded'),
      ],
    },
  ];
}

const memoryMap = `
--- Memory map: ---
build=/usr/bin
  00040000-00050000: $build/server
  00060000-00070000 r-xp 00001000 08:01 123 /lib/libc.so (deleted)
`;

const javaNames = `
 0x0000003 com.example.work (Work.java:3)
 0x0000004 native_read (/lib/libio.so)
 0x0000005 GC
`;
const javaStacks = `  14 1 @ 0x00000003 0x00000004\n  2 3 @ 0x00000005\n${javaNames}`;

const frames = [{ name: 'main' }, { name: 'f', file: 'a.js', line: 1, col: 2 }];
const speedscope = {
  $schema: 'https://www.speedscope.app/file-format-schema.json',
  shared: { frames },
  profiles: [
    {
      type: 'sampled',
      name: 'a',
      unit: 'milliseconds',
      startValue: 0,
      endValue: 3,
      samples: [[0], [0, 1]],
      weights: [1, 2],
    },
    {
      type: 'evented',
      name: 'b',
      unit: 'bytes',
      startValue: 0,
      endValue: 9,
      events: [
        { type: 'O', frame: 0, at: 0 },
        { type: 'O', frame: 1, at: 2 },
        { type: 'C', frame: 1, at: 5 },
        { type: 'C', frame: 0, at: 9 },
      ],
    },
  ],
};

const callFrame = (functionName: string) => ({
  functionName,
  scriptId: '1',
  url: 'file:///a.js',
  lineNumber: 3,
  columnNumber: 4,
});
const cpuProfile = {
  nodes: [
    { id: 1, callFrame: callFrame('(root)'), hitCount: 0, children: [2] },
    { id: 2, callFrame: callFrame('f'), hitCount: 2, positionTicks: [{ line: 4, ticks: 2 }] },
  ],
  startTime: 1000,
  endTime: 3000,
  samples: [2, 2],
  timeDeltas: [1000, 1000],
};
const heapProfile = {
  head: {
    callFrame: callFrame('(root)'),
    selfSize: 0,
    id: 1,
    children: [{ callFrame: callFrame('f'), selfSize: 64, id: 2, children: [] }],
  },
  samples: [{ size: 64, nodeId: 2, ordinal: 1 }],
};

/** Every table and every kind of field, in 300 bytes: damage then seldom misses what matters. */
function smallPprof(): Uint8Array {
  const builder = new ProfileBuilder(
    [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    { periodType: { type: 'cpu', unit: 'nanoseconds' }, period: 10_000_000n, durationNanos: 5n },
  );
  const f = builder.function({ name: 'f', filename: 'a.go' });
  const g = builder.function({ name: 'g', filename: 'b.go' });
  const inlined = builder.location({ lines: [{ function: g, line: 3 }, { function: f }] });
  const outer = builder.location({ lines: [{ function: f, line: 9 }] });
  builder.sample([inlined, outer], [1, 100], [{ key: 'thread', text: 'main' }]);
  builder.sample([outer], [2, 200], [{ key: 'bytes', num: 16n, unit: 'bytes' }]);
  return encodePprof(builder.build());
}

/**
 * A frame of Zstandard that says how much it holds: one block as it is, or one per byte, each of a byte and
 * how often it comes. A skippable frame follows.
 */
function zstdOf(content: Uint8Array, isRepeats: boolean): Uint8Array {
  const bytes = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, content.length & 255, content.length >> 8, 0, 0];
  const block = (kind: number, size: number, isLast: boolean) => {
    const header = (size << 3) | (kind << 1) | (isLast ? 1 : 0);
    bytes.push(header & 255, (header >> 8) & 255, header >> 16);
  };
  if (!isRepeats) block(0, content.length, true);
  content.forEach((byte, i) => {
    if (isRepeats) block(1, 1, i === content.length - 1);
    bytes.push(byte);
  });
  bytes.push(0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7);
  return Uint8Array.from(bytes);
}

function concatText(binary: Uint8Array, text: string): Uint8Array {
  const tail = encodeUtf8(text);
  const whole = new Uint8Array(binary.length + tail.length);
  whole.set(binary);
  whole.set(tail, binary.length);
  return whole;
}
