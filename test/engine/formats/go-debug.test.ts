import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { topTable } from '../../../engine/analysis/top';
import { profileString } from '../../../engine/text/profile-string';
import { fixturePath, readFixture, readText, refusal, stackLines, typeNames } from '../../helpers/fixture';
import { requireTool } from '../../helpers/require-tool';

// What go-debug/program does is known: three goroutines wait in a recursion five deep, and so on.

const go = requireTool('go');

describe.skipIf(go.skip)(`beside go tool pprof${go.skip ? ` (${go.reason})` : ''}`, () => {
  it.each(['heap', 'allocs', 'goroutine', 'block', 'mutex'])(
    '%s differs in nothing but the names and labels that pprof leaves out',
    async (name) => {
      const path = fixturePath(`go-debug/${name}.txt`);
      const raw = spawnSync('go', ['tool', 'pprof', '-symbolize=none', '-raw', path], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect(raw.status, raw.stderr).toBe(0);
      const ours = profileString(await readFixture(`go-debug/${name}.txt`))
        .replace(/(: 0x[0-9a-f]+ M=1 ).+$/gm, '$1')
        .replace(/^ {16}route:.*\n/gm, '')
        .replace('[FN][FL][LN]', '');
      expect(ours).toBe(raw.stdout);
    },
  );
});

describe('goroutine?debug=1', () => {
  it('has the names and labels that stand in comments', async () => {
    const profile = await readFixture('go-debug/goroutine.txt');
    expect(typeNames(profile)).toEqual(['goroutine/count']);
    const hidden = 'runtime.<hidden>';
    const waits = `${hidden};${hidden};${hidden}`;
    const recursion = new Array(5).fill('main.recurse').join(';');
    expect(stackLines(profile)[0]).toBe(`runtime.goexit;${recursion};${waits} 3`);
    expect(stackLines(profile)[2]).toBe(
      `runtime.goexit;runtime/pprof.Do;main.main.func2;main.recurse;main.recurse;${waits} 1 ` +
        '{route=/list tenant=Ünïcode "quoted"\t}',
    );
  });

  it('has files and lines', async () => {
    const text = profileString(await readFixture('go-debug/goroutine.txt'));
    expect(text).toContain('0x4dcf24 M=1 main.recurse flamebench.test/godebug/main.go:42:0 s=0');
    expect(text).toContain('0x4dcefa M=1 main.recurse flamebench.test/godebug/main.go:38:0 s=0');
  });
});

it('reads threadcreate?debug=1, whose stacks may be empty or filled up with zeros', async () => {
  const profile = await readFixture('go-debug/threadcreate.txt');
  const [first, second] = stackLines(profile);
  expect(first).toBe(' 5');
  expect(second).toMatch(/^runtime\.goexit;main\.main\.func3;(runtime\.<hidden>;?)+ 1$/);
  expect(stackLines(await readText('threadcreate profile: total 6\n6 @\n#\t0x0\n\n'))).toEqual([' 6']);
});

it.each(['heap', 'allocs'])('scales %s?debug=1 up to what was not sampled', async (name) => {
  const profile = await readFixture(`go-debug/${name}.txt`);
  expect(typeNames(profile)).toEqual([
    'alloc_objects/count',
    'alloc_space/bytes',
    'inuse_objects/count',
    'inuse_space/bytes',
  ]);
  expect(profile.period).toBe(4096n);
  // The program keeps 20 blocks of 64 kB, too large to be missed by sampling.
  const kept = stackLines(profile).find((line) => line.includes('main.keepLarge'));
  expect(kept).toMatch(
    /^runtime\.goexit;runtime\.main;main\.main;main\.keepLarge;.* 20 1310720 20 1310720 \{bytes=65536\}$/,
  );
  // The allocator's own frames are dropped, named or hidden, so that flat is the program's.
  const top = topTable(profile, 1);
  const names = Array.from({ length: top.length }, (_, row) => top.frames.name[top.frame[row]!]!);
  const flat = names.filter((_, row) => top.flat[row]! > 0);
  expect(flat).toContain('main.keepLarge');
  expect(flat).not.toContain('runtime.<hidden>');
});

it('reads block and mutex in nanoseconds', async () => {
  const mutex = await readFixture('go-debug/mutex.txt');
  expect(typeNames(mutex)).toEqual(['contentions/count', 'delay/nanoseconds']);
  expect(stackLines(mutex)[0]).toBe(
    'runtime.goexit;main.main.func1;main.holdLock;sync.(*Mutex).Unlock 3 33882369',
  );
  const block = await readFixture('go-debug/block.txt');
  expect(stackLines(block)[0]).toBe(
    'runtime.goexit;main.main.func1;main.holdLock;sync.(*Mutex).Lock 3 31249131',
  );
});

it('takes several comments of one address for functions inlined there', async () => {
  const text = [
    'goroutine profile: total 2',
    '2 @ 0x21 0x11 0x11',
    '#\t0x20\tmain.inner+0x1\t/a.go:1',
    '#\t0x20\tmain.outer+0x1\t/a.go:2',
    '#\t0x10\tmain.main+0x1\t/a.go:3',
    '#\t0x10\tmain.main+0x1\t/a.go:3',
  ];
  expect(stackLines(await readText(text.join('\n')))).toEqual([
    'main.main;main.main;main.outer;main.inner 2',
  ]);
});

it('says where it is broken', async () => {
  expect(await refusal('goroutine profile: total 2\n1 @ 0x1\nnonsense\n')).toBe(
    "line 3: 'nonsense' is no 'count @ addresses'",
  );
  expect(await refusal('goroutine profile: total 1\n1 @ 0x1\n# labels: {"a":\n')).toBe(
    'line 3: its labels are broken',
  );
  expect(await refusal('goroutine profile: total 1\n99999999999999999999 @ 0x1\n')).toBe(
    'line 2: 99999999999999999999 lies beyond ±2^53',
  );
  expect(await refusal('goroutine profile: total 1\n1 @ 0x11112222333344445\n')).toBe(
    'line 2: 0x11112222333344445 takes more than 64 bits',
  );
});
